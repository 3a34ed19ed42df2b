#include "values.h"

#include <ATen/core/Generator.h>
#include <ATen/core/List.h>
#include <ATen/core/jit_type.h>

#include <cstdlib>

#include "guard.h"
#include "versions.h"

namespace llmkit {
namespace {

ArgumentKind kind_of(const c10::Type& type) {
  switch (type.kind()) {
    case c10::TypeKind::TensorType: return ArgumentKind::Tensor;
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType:
    case c10::TypeKind::ScalarTypeType:
    case c10::TypeKind::LayoutType:
    case c10::TypeKind::MemoryFormatType: return ArgumentKind::Int;
    case c10::TypeKind::FloatType: return ArgumentKind::Double;
    case c10::TypeKind::BoolType: return ArgumentKind::Bool;
    case c10::TypeKind::NumberType: return ArgumentKind::Scalar;
    case c10::TypeKind::StringType: return ArgumentKind::String;
    case c10::TypeKind::DeviceObjType: return ArgumentKind::Device;
    case c10::TypeKind::GeneratorType: return ArgumentKind::Generator;
    case c10::TypeKind::ListType: {
      const auto element = type.castRaw<c10::ListType>()->getElementType();
      if (element->kind() == c10::TypeKind::OptionalType) {
        const auto inner = element->castRaw<c10::OptionalType>()->getElementType();
        return inner->kind() == c10::TypeKind::TensorType ? ArgumentKind::OptionalTensorList : ArgumentKind::Other;
      }
      switch (kind_of(*element)) {
        case ArgumentKind::Tensor: return ArgumentKind::TensorList;
        case ArgumentKind::Int: return ArgumentKind::IntList;
        case ArgumentKind::Double: return ArgumentKind::DoubleList;
        case ArgumentKind::Bool: return ArgumentKind::BoolList;
        case ArgumentKind::Scalar: return ArgumentKind::ScalarList;
        default: return ArgumentKind::Other;
      }
    }
    default: return ArgumentKind::Other;
  }
}

const char* name_of(int32_t tag) {
  static const char* const names[] = {"the default", "None", "a tensor", "an integer", "a real number", "a bool",
                                      "a list of integers", "a list of reals", "a list of bools",
                                      "a list of tensors", "a string", "a device", "a generator",
                                      "a complex number"};
  return tag >= 0 && tag < static_cast<int32_t>(std::size(names)) ? names[tag] : "an unknown value";
}

[[noreturn]] void refuse(const llmkit_value& value, const ArgumentRule& rule) {
  TORCH_CHECK(false, "argument '", rule.schema->name(), "' is ", name_of(value.tag), ", but the operator takes ",
              rule.schema->type()->str(), rule.optional ? " or None" : "", ".");
}

c10::complex<double> complex_of(const llmkit_value& value) {
  const auto* parts = static_cast<const double*>(value.pointer);
  return {parts[0], parts[1]};
}

template <typename T>
c10::IValue list_of(const llmkit_value& value) {
  const auto* items = static_cast<const T*>(value.pointer);
  c10::List<T> list;
  list.reserve(value.length);
  for (int32_t i = 0; i < value.length; i++) list.push_back(items[i]);
  return list;
}

c10::IValue bools_of(const llmkit_value& value) {
  const auto* items = static_cast<const uint8_t*>(value.pointer);
  c10::List<bool> list;
  for (int32_t i = 0; i < value.length; i++) list.push_back(items[i] != 0);
  return list;
}

// "int[2]" takes 3 for (3, 3), and "float[]" a list of integers, as in Python.
c10::IValue integers_of(const llmkit_value& value, const ArgumentRule& rule) {
  if (value.tag == LLMKIT_INT_LIST) return list_of<int64_t>(value);
  if (value.tag != LLMKIT_INT) refuse(value, rule);
  c10::List<int64_t> list;
  for (int32_t i = 0; i < std::max(rule.repeat, 1); i++) list.push_back(value.integer);
  return list;
}

c10::IValue reals_of(const llmkit_value& value, const ArgumentRule& rule) {
  if (value.tag == LLMKIT_DOUBLE_LIST) return list_of<double>(value);
  if (value.tag != LLMKIT_INT_LIST) refuse(value, rule);
  c10::List<double> list;
  for (int32_t i = 0; i < value.length; i++) {
    list.push_back(static_cast<double>(static_cast<const int64_t*>(value.pointer)[i]));
  }
  return list;
}

c10::IValue tensors_of(const llmkit_value& value, const ArgumentRule& rule) {
  if (value.tag != LLMKIT_TENSOR_LIST) refuse(value, rule);
  auto* const* items = static_cast<llmkit_tensor* const*>(value.pointer);
  if (rule.kind == ArgumentKind::OptionalTensorList) {
    c10::List<Optional<at::Tensor>> list;
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; i++) {
      list.push_back(items[i] == nullptr ? Optional<at::Tensor>() : Optional<at::Tensor>(share(items[i])));
    }
    return list;
  }
  c10::List<at::Tensor> list;
  list.reserve(value.length);
  for (int32_t i = 0; i < value.length; i++) {
    TORCH_CHECK(items[i] != nullptr, "argument '", rule.schema->name(), "' has None in place ", i,
                ", where a tensor must be.");
    list.push_back(share(items[i]));
  }
  return list;
}

c10::IValue number_of(const llmkit_value& value, const ArgumentRule& rule) {
  switch (value.tag) {
    case LLMKIT_INT: return value.integer;
    case LLMKIT_DOUBLE: return value.real;
    case LLMKIT_BOOL: return value.integer != 0;
    case LLMKIT_COMPLEX: return complex_of(value);
    default: refuse(value, rule);
  }
}

}  // namespace

std::vector<ArgumentRule> read_rules(const c10::FunctionSchema& schema) {
  std::vector<ArgumentRule> rules;
  for (const auto& argument : schema.arguments()) {
    // real_type keeps ScalarType, Layout and MemoryFormat apart; type() shows them as int.
    const c10::Type* type = argument.type().get();
    bool optional = false;
    if (type->kind() == c10::TypeKind::OptionalType) {
      optional = true;
      type = type->castRaw<c10::OptionalType>()->getElementType().get();
    }
    rules.push_back({kind_of(*type), optional, argument.N() ? static_cast<int32_t>(*argument.N()) : 0, &argument});
  }
  return rules;
}

c10::IValue default_ivalue(const ArgumentRule& rule) {
  if (rule.schema->default_value()) return *rule.schema->default_value();
  if (rule.optional) return {};
  TORCH_CHECK(false, "argument '", rule.schema->name(), "' (", rule.schema->type()->str(),
              ") is missing and has no default.");
}

c10::IValue to_ivalue(const llmkit_value& value, const ArgumentRule& rule) {
  if (value.tag == LLMKIT_DEFAULT) return default_ivalue(rule);
  if (value.tag == LLMKIT_NONE) {
    if (!rule.optional) refuse(value, rule);
    if (rule.kind == ArgumentKind::Tensor) return at::Tensor();
    return {};
  }
  switch (rule.kind) {
    case ArgumentKind::Tensor:
      if (value.tag != LLMKIT_TENSOR) refuse(value, rule);
      return share(static_cast<llmkit_tensor*>(value.pointer));
    case ArgumentKind::TensorList:
    case ArgumentKind::OptionalTensorList: return tensors_of(value, rule);
    case ArgumentKind::Int:
      if (value.tag != LLMKIT_INT && value.tag != LLMKIT_BOOL) refuse(value, rule);
      return value.integer;
    case ArgumentKind::Double:
      if (value.tag == LLMKIT_INT) return static_cast<double>(value.integer);
      if (value.tag != LLMKIT_DOUBLE) refuse(value, rule);
      return value.real;
    case ArgumentKind::Bool:
      if (value.tag != LLMKIT_BOOL) refuse(value, rule);
      return value.integer != 0;
    case ArgumentKind::Scalar: return number_of(value, rule);
    case ArgumentKind::IntList: return integers_of(value, rule);
    case ArgumentKind::DoubleList: return reals_of(value, rule);
    case ArgumentKind::BoolList:
      if (value.tag != LLMKIT_BOOL_LIST) refuse(value, rule);
      return bools_of(value);
    case ArgumentKind::String:
      if (value.tag != LLMKIT_STRING) refuse(value, rule);
      return std::string(static_cast<const char*>(value.pointer), value.length);
    case ArgumentKind::Device:
      if (value.tag != LLMKIT_DEVICE) refuse(value, rule);
      return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.length));
    case ArgumentKind::Generator:
      if (value.tag != LLMKIT_GENERATOR) refuse(value, rule);
      return *static_cast<at::Generator*>(value.pointer);
    default: refuse(value, rule);
  }
}

llmkit_value to_result(c10::IValue&& value) {
  llmkit_value result{};
  if (value.isTensor()) {
    auto tensor = std::move(value).toTensor();
    result.tag = tensor.defined() ? LLMKIT_TENSOR : LLMKIT_NONE;
    result.pointer = give(std::move(tensor));
  } else if (value.isNone()) {
    result.tag = LLMKIT_NONE;
  } else if (value.isInt()) {
    result.tag = LLMKIT_INT;
    result.integer = value.toInt();
  } else if (value.isDouble()) {
    result.tag = LLMKIT_DOUBLE;
    result.real = value.toDouble();
  } else if (value.isBool()) {
    result.tag = LLMKIT_BOOL;
    result.integer = value.toBool();
  } else if (value.isComplexDouble()) {
    auto* parts = static_cast<double*>(std::malloc(2 * sizeof(double)));
    parts[0] = value.toComplexDouble().real();
    parts[1] = value.toComplexDouble().imag();
    result.tag = LLMKIT_COMPLEX;
    result.pointer = parts;
  } else if (value.isTensorList()) {
    auto tensors = value.toTensorVector();
    auto** list = static_cast<llmkit_tensor**>(std::malloc((tensors.size() + 1) * sizeof(llmkit_tensor*)));
    for (size_t i = 0; i < tensors.size(); i++) list[i] = give(std::move(tensors[i]));
    result.tag = LLMKIT_TENSOR_LIST;
    result.length = static_cast<int32_t>(tensors.size());
    result.pointer = list;
  } else if (value.isIntList()) {
    const auto numbers = value.toIntVector();
    auto* list = static_cast<int64_t*>(std::malloc((numbers.size() + 1) * sizeof(int64_t)));
    std::copy(numbers.begin(), numbers.end(), list);
    result.tag = LLMKIT_INT_LIST;
    result.length = static_cast<int32_t>(numbers.size());
    result.pointer = list;
  } else {
    TORCH_CHECK(false, "the operator returns ", value.tagKind(), ", which has no counterpart in C#.");
  }
  return result;
}

}  // namespace llmkit

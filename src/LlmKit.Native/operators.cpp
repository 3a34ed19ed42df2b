// Any operator of libtorch, by name: through the boxed door, or unboxed where the signature is a common one.
#include <ATen/core/dispatch/Dispatcher.h>

#include <algorithm>

#include "guard.h"
#include "values.h"
#include "versions.h"

struct llmkit_operator {
  c10::OperatorHandle handle;
  std::vector<llmkit::ArgumentRule> rules;
  size_t results;
  std::string schema;
  // Calls without boxing and writes the one result; null where no common signature fits.
  llmkit_tensor* (*unboxed)(const llmkit_operator&, const llmkit_value*, int32_t);
};

namespace llmkit {
namespace {

using Kinds = std::vector<ArgumentKind>;
using Unboxed = llmkit_tensor* (*)(const llmkit_operator&, const llmkit_value*, int32_t);

const at::Tensor& tensor_at(const llmkit_value& value) {
  return reinterpret_cast<const at::Tensor&>(value.pointer);
}

c10::Scalar scalar_at(const llmkit_value& value) {
  return value.tag == LLMKIT_DOUBLE ? c10::Scalar(value.real)
         : value.tag == LLMKIT_BOOL ? c10::Scalar(value.integer != 0)
                                    : c10::Scalar(value.integer);
}

bool is_plain_number(const llmkit_value& value) {
  return value.tag == LLMKIT_INT || value.tag == LLMKIT_DOUBLE || value.tag == LLMKIT_BOOL;
}

// Each of the following knows one C++ signature. fits() says whether the values are of its types, so that
// everything unusual (defaults, None, a wrong type) goes through the boxed door and gets its message there.
struct TensorTensor {
  using Signature = at::Tensor(const at::Tensor&, const at::Tensor&);
  static Kinds kinds() { return {ArgumentKind::Tensor, ArgumentKind::Tensor}; }
  static bool fits(const llmkit_value* v, int32_t n) {
    return n == 2 && v[0].tag == LLMKIT_TENSOR && v[1].tag == LLMKIT_TENSOR;
  }
  template <typename Op>
  static at::Tensor call(const Op& op, const llmkit_value* v) { return op.call(tensor_at(v[0]), tensor_at(v[1])); }
};

struct TensorOnly {
  using Signature = at::Tensor(const at::Tensor&);
  static Kinds kinds() { return {ArgumentKind::Tensor}; }
  static bool fits(const llmkit_value* v, int32_t n) { return n == 1 && v[0].tag == LLMKIT_TENSOR; }
  template <typename Op>
  static at::Tensor call(const Op& op, const llmkit_value* v) { return op.call(tensor_at(v[0])); }
};

struct TensorTensorScalar {
  using Signature = at::Tensor(const at::Tensor&, const at::Tensor&, const c10::Scalar&);
  static Kinds kinds() { return {ArgumentKind::Tensor, ArgumentKind::Tensor, ArgumentKind::Scalar}; }
  static bool fits(const llmkit_value* v, int32_t n) {
    return n == 3 && v[0].tag == LLMKIT_TENSOR && v[1].tag == LLMKIT_TENSOR && is_plain_number(v[2]);
  }
  template <typename Op>
  static at::Tensor call(const Op& op, const llmkit_value* v) {
    return op.call(tensor_at(v[0]), tensor_at(v[1]), scalar_at(v[2]));
  }
};

struct TensorScalar {
  using Signature = at::Tensor(const at::Tensor&, const c10::Scalar&);
  static Kinds kinds() { return {ArgumentKind::Tensor, ArgumentKind::Scalar}; }
  static bool fits(const llmkit_value* v, int32_t n) {
    return n == 2 && v[0].tag == LLMKIT_TENSOR && is_plain_number(v[1]);
  }
  template <typename Op>
  static at::Tensor call(const Op& op, const llmkit_value* v) { return op.call(tensor_at(v[0]), scalar_at(v[1])); }
};

struct TensorScalarScalar {
  using Signature = at::Tensor(const at::Tensor&, const c10::Scalar&, const c10::Scalar&);
  static Kinds kinds() { return {ArgumentKind::Tensor, ArgumentKind::Scalar, ArgumentKind::Scalar}; }
  static bool fits(const llmkit_value* v, int32_t n) {
    return n == 3 && v[0].tag == LLMKIT_TENSOR && is_plain_number(v[1]) && is_plain_number(v[2]);
  }
  template <typename Op>
  static at::Tensor call(const Op& op, const llmkit_value* v) {
    return op.call(tensor_at(v[0]), scalar_at(v[1]), scalar_at(v[2]));
  }
};

struct TensorDimensionType {
  using Signature = at::Tensor(const at::Tensor&, int64_t, Optional<c10::ScalarType>);
  static Kinds kinds() { return {ArgumentKind::Tensor, ArgumentKind::Int, ArgumentKind::Int}; }
  static bool fits(const llmkit_value* v, int32_t n) {
    return n == 3 && v[0].tag == LLMKIT_TENSOR && v[1].tag == LLMKIT_INT &&
           (v[2].tag == LLMKIT_NONE || v[2].tag == LLMKIT_INT);
  }
  template <typename Op>
  static at::Tensor call(const Op& op, const llmkit_value* v) {
    Optional<c10::ScalarType> dtype;
    if (v[2].tag == LLMKIT_INT) dtype = static_cast<c10::ScalarType>(v[2].integer);
    return op.call(tensor_at(v[0]), v[1].integer, dtype);
  }
};

struct TensorTensorOptional {
  using Signature = at::Tensor(const at::Tensor&, const at::Tensor&, const Optional<at::Tensor>&);
  static Kinds kinds() { return {ArgumentKind::Tensor, ArgumentKind::Tensor, ArgumentKind::Tensor}; }
  static bool fits(const llmkit_value* v, int32_t n) {
    return n == 3 && v[0].tag == LLMKIT_TENSOR && v[1].tag == LLMKIT_TENSOR &&
           (v[2].tag == LLMKIT_NONE || v[2].tag == LLMKIT_TENSOR);
  }
  template <typename Op>
  static at::Tensor call(const Op& op, const llmkit_value* v) {
    Optional<at::Tensor> last;
    if (v[2].tag == LLMKIT_TENSOR) last = tensor_at(v[2]);
    return op.call(tensor_at(v[0]), tensor_at(v[1]), last);
  }
};

struct TensorIntInt {
  using Signature = at::Tensor(const at::Tensor&, int64_t, int64_t);
  static Kinds kinds() { return {ArgumentKind::Tensor, ArgumentKind::Int, ArgumentKind::Int}; }
  static bool fits(const llmkit_value* v, int32_t n) {
    return n == 3 && v[0].tag == LLMKIT_TENSOR && v[1].tag == LLMKIT_INT && v[2].tag == LLMKIT_INT;
  }
  template <typename Op>
  static at::Tensor call(const Op& op, const llmkit_value* v) {
    return op.call(tensor_at(v[0]), v[1].integer, v[2].integer);
  }
};

template <typename Shape>
llmkit_tensor* call_unboxed(const llmkit_operator& op, const llmkit_value* values, int32_t count) {
  if (!Shape::fits(values, count)) return nullptr;
  return give(Shape::call(op.handle.typed<typename Shape::Signature>(), values));
}

// typed() compares the signature that the kernels were registered with and throws when it is another one.
template <typename Shape>
bool has_signature(const c10::OperatorHandle& handle) {
  try {
    handle.typed<typename Shape::Signature>();
    return true;
  } catch (const c10::Error&) {
    return false;
  }
}

Unboxed choose(const c10::OperatorHandle& handle, const std::vector<ArgumentRule>& rules) {
  const auto& returns = handle.schema().returns();
  if (returns.size() != 1 || returns[0].type()->kind() != c10::TypeKind::TensorType) return nullptr;
  // An in-place operator returns a reference, not a tensor.
  if (returns[0].alias_info() != nullptr && returns[0].alias_info()->isWrite()) return nullptr;

  Kinds kinds;
  for (const auto& rule : rules) kinds.push_back(rule.kind);
#define LLMKIT_TRY(shape) \
  if (kinds == shape::kinds() && has_signature<shape>(handle)) return call_unboxed<shape>
  LLMKIT_TRY(TensorOnly);
  LLMKIT_TRY(TensorTensor);
  LLMKIT_TRY(TensorTensorScalar);
  LLMKIT_TRY(TensorScalar);
  LLMKIT_TRY(TensorScalarScalar);
  LLMKIT_TRY(TensorDimensionType);
  LLMKIT_TRY(TensorTensorOptional);
  LLMKIT_TRY(TensorIntInt);
#undef LLMKIT_TRY
  return nullptr;
}

std::string overloads_of(const std::string& name) {
  std::vector<std::string> found;
  for (const auto& op : c10::Dispatcher::singleton().getAllOpNames()) {
    if (op.name == name) found.push_back(op.overload_name.empty() ? "(plain)" : op.overload_name);
  }
  std::sort(found.begin(), found.end());
  std::string text;
  for (const auto& overload : found) text += (text.empty() ? "" : ", ") + overload;
  return text;
}

size_t distance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); j++) row[j] = j;
  for (size_t i = 1; i <= a.size(); i++) {
    auto diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); j++) {
      const auto above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string nearest(const std::string& name) {
  std::vector<std::pair<size_t, std::string>> names;
  for (const auto& op : c10::Dispatcher::singleton().getAllOpNames()) names.emplace_back(distance(name, op.name), op.name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string text;
  for (size_t i = 0; i < std::min<size_t>(3, names.size()); i++) text += (i == 0 ? "" : ", ") + names[i].second;
  return text;
}

c10::OperatorHandle find(const std::string& name, const std::string& overload) {
  auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
  if (handle) return *handle;
  const auto known = overloads_of(name);
  TORCH_CHECK(known.empty(), "operator ", name, " has no overload '", overload, "'. It has: ", known, ".");
  TORCH_CHECK(false, "libtorch ", TORCH_VERSION, " has no operator ", name, ". The nearest names are ", nearest(name), ".");
}

void call_boxed(const llmkit_operator& op, const llmkit_value* arguments, int32_t count, llmkit_value* out_results,
                int32_t* results) {
  TORCH_CHECK(count <= static_cast<int32_t>(op.rules.size()), "takes ", op.rules.size(), " arguments, ", count, " were given.");
  TORCH_CHECK(static_cast<int32_t>(op.results) <= *results, "returns ", op.results, " values, room is for ", *results, ".");

  torch::jit::Stack stack;
  stack.reserve(op.rules.size());
  for (size_t i = 0; i < op.rules.size(); i++) {
    stack.push_back(static_cast<int32_t>(i) < count ? to_ivalue(arguments[i], op.rules[i]) : default_ivalue(op.rules[i]));
  }
  op.handle.callBoxed(stack);
  for (size_t i = 0; i < op.results; i++) out_results[i] = to_result(std::move(stack[i]));
  *results = static_cast<int32_t>(op.results);
}

}  // namespace
}  // namespace llmkit

int32_t llmkit_operator_find(const char* name, const char* overload, llmkit_operator** out_operator) {
  return llmkit::guarded([&] {
    auto handle = llmkit::find(name, overload);
    auto rules = llmkit::read_rules(handle.schema());
    auto unboxed = llmkit::choose(handle, rules);
    *out_operator = new llmkit_operator{handle, std::move(rules), handle.schema().returns().size(),
                                        c10::toString(handle.schema()), unboxed};
  });
}

const char* llmkit_operator_schema(const llmkit_operator* op) { return op->schema.c_str(); }

int32_t llmkit_operator_call(const llmkit_operator* op, const llmkit_value* arguments, int32_t count,
                             llmkit_value* out_results, int32_t* results) {
  return llmkit::guarded([&] {
    if (op->unboxed != nullptr) {
      if (auto* t = op->unboxed(*op, arguments, count)) {
        out_results[0].tag = LLMKIT_TENSOR;
        out_results[0].pointer = t;
        *results = 1;
        return;
      }
    }
    llmkit::call_boxed(*op, arguments, count, out_results, results);
  });
}

void llmkit_list_free(void* list) { std::free(list); }

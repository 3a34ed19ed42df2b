// Arguments and results: llmkit_value on the C side, c10::IValue on libtorch's.
#pragma once

#include <ATen/core/function_schema.h>
#include <ATen/core/ivalue.h>

#include <vector>

#include "llmkit.h"

namespace llmkit {

enum class ArgumentKind {
  Tensor, TensorList, OptionalTensorList, Int, Double, Bool, Scalar, IntList, DoubleList, BoolList, ScalarList,
  String, Device, Generator, Other
};

// What is needed to convert one argument, read once from the schema.
struct ArgumentRule {
  ArgumentKind kind;
  bool optional;        // None is allowed
  int32_t repeat;       // for "int[2]": a single number stands for that many; 0 otherwise
  const c10::Argument* schema;
};

std::vector<ArgumentRule> read_rules(const c10::FunctionSchema& schema);
c10::IValue to_ivalue(const llmkit_value& value, const ArgumentRule& rule);
c10::IValue default_ivalue(const ArgumentRule& rule);
llmkit_value to_result(c10::IValue&& value);

}  // namespace llmkit

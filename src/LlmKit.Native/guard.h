// How a function keeps C++ exceptions inside the library, and how handles become at::Tensor.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <string>

#include "llmkit.h"

namespace llmkit {

inline thread_local std::string last_error;

// .NET's code may leave the upper halves of the vector registers in use, and then every SSE instruction of libtorch
// waits for them: a small linear took 3.2 microseconds instead of 2.3.
#if defined(__x86_64__)
__attribute__((target("avx"))) inline void clear_with_avx() { __builtin_ia32_vzeroupper(); }

inline void clear_upper_halves() {
  static const bool has_avx = __builtin_cpu_supports("avx");
  if (has_avx) clear_with_avx();
}
#else
inline void clear_upper_halves() {}
#endif

// libtorch has a handler of warnings for each thread; see warnings.cpp.
inline thread_local bool hears_warnings = false;
void hear_warnings();

// An exception that crossed into .NET would end the process without a message.
template <typename Body>
int32_t guarded(Body body) noexcept {
  clear_upper_halves();
  try {
    if (!hears_warnings) hear_warnings();
    body();
    return 0;
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "an exception that is not a std::exception";
  }
  return 1;
}

inline c10::TensorImpl* impl(const llmkit_tensor* t) {
  return reinterpret_cast<c10::TensorImpl*>(const_cast<llmkit_tensor*>(t));
}

// at::Tensor is one counted pointer, so the address of a handle is the address of a tensor: no counting needed.
static_assert(sizeof(at::Tensor) == sizeof(void*), "at::Tensor is expected to be one pointer");
inline const at::Tensor& borrow(llmkit_tensor* const& t) { return reinterpret_cast<const at::Tensor&>(t); }

inline at::Tensor share(const llmkit_tensor* t) {
  if (t == nullptr) return {};
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::unsafe_reclaim_from_nonowning(impl(t)));
}

// Hands a tensor to C#; an undefined one becomes null.
inline llmkit_tensor* give(at::Tensor t) {
  if (!t.defined()) return nullptr;
  return reinterpret_cast<llmkit_tensor*>(t.unsafeReleaseTensorImpl());
}

inline std::vector<at::Tensor> share_all(llmkit_tensor* const* list, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; i++) tensors.push_back(share(list[i]));
  return tensors;
}

}  // namespace llmkit

// What differs between libtorch 1.13 (Debian) and 2.x (pip, CUDA) stands here and nowhere else.
#pragma once

#include <ATen/Context.h>
#include <ATen/autocast_mode.h>
#include <c10/core/Allocator.h>
#include <c10/util/Exception.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/version.h>

#define LLMKIT_TORCH_AT_LEAST(major, minor) \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

#include <cstring>

#if LLMKIT_TORCH_AT_LEAST(2, 4)
#include <optional>
#else
#include <c10/util/Optional.h>
#endif

namespace llmkit {

#if LLMKIT_TORCH_AT_LEAST(2, 4)
template <typename T>
using Optional = std::optional<T>;
#else
template <typename T>
using Optional = c10::optional<T>;
#endif

#if LLMKIT_TORCH_AT_LEAST(2, 4)
inline bool autocast_enabled(c10::DeviceType device) { return at::autocast::is_autocast_enabled(device); }
inline c10::ScalarType autocast_dtype(c10::DeviceType device) { return at::autocast::get_autocast_dtype(device); }
inline void set_autocast(c10::DeviceType device, bool enabled, c10::ScalarType dtype) {
  at::autocast::set_autocast_enabled(device, enabled);
  at::autocast::set_autocast_dtype(device, dtype);
}
#else
inline bool autocast_enabled(c10::DeviceType device) {
  return device == c10::kCPU ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
}
inline c10::ScalarType autocast_dtype(c10::DeviceType device) {
  return device == c10::kCPU ? at::autocast::get_autocast_cpu_dtype() : at::autocast::get_autocast_gpu_dtype();
}
inline void set_autocast(c10::DeviceType device, bool enabled, c10::ScalarType dtype) {
  if (device == c10::kCPU) {
    at::autocast::set_cpu_enabled(enabled);
    at::autocast::set_autocast_cpu_dtype(dtype);
  } else {
    at::autocast::set_enabled(enabled);
    at::autocast::set_autocast_gpu_dtype(dtype);
  }
}
#endif

// A handler of warnings got the warning as one object, and its functions another namespace, in 2.0.
#if LLMKIT_TORCH_AT_LEAST(2, 0)
namespace warnings = c10::WarningUtils;

class WarningTeller : public c10::WarningHandler {
 public:
  void process(const c10::Warning& warning) final { tell(warning.msg()); }
  virtual void tell(const std::string& text) = 0;
};
#else
namespace warnings = c10::Warning;

class WarningTeller : public c10::WarningHandler {
 public:
  void process(const c10::SourceLocation&, const std::string& text, bool) final { tell(text); }
  virtual void tell(const std::string& text) = 0;
};
#endif

// c10::Allocator::allocate lost its const, and copy_data came, in the middle of 2.x. Blocks supplies
// `static c10::DataPtr block(size_t)` and `static void give_back(void*)`.
template <typename Blocks, typename Method = decltype(&c10::Allocator::allocate)>
class AllocatorOf;

template <typename Blocks>
class AllocatorOf<Blocks, c10::DataPtr (c10::Allocator::*)(size_t) const> final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t bytes) const override { return Blocks::block(bytes); }
  c10::DeleterFnPtr raw_deleter() const override { return &Blocks::give_back; }
  virtual void copy_data(void* to, const void* from, size_t bytes) const { std::memcpy(to, from, bytes); }
};

template <typename Blocks>
class AllocatorOf<Blocks, c10::DataPtr (c10::Allocator::*)(size_t)> final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t bytes) override { return Blocks::block(bytes); }
  c10::DeleterFnPtr raw_deleter() const override { return &Blocks::give_back; }
  virtual void copy_data(void* to, const void* from, size_t bytes) const { std::memcpy(to, from, bytes); }
};

}  // namespace llmkit

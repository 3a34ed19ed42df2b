// The library itself: versions, threads, random numbers, autocast, devices.
#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <dlfcn.h>

#include <mutex>

#include "guard.h"
#include "versions.h"

using llmkit::borrow;
using llmkit::give;
using llmkit::guarded;

namespace {

std::string file_of(void* address) {
  Dl_info info{};
  return address != nullptr && dladdr(address, &info) != 0 && info.dli_fname != nullptr ? info.dli_fname : "";
}

at::Generator& generator(llmkit_generator* g) { return *reinterpret_cast<at::Generator*>(g); }

c10::Device device_of(int32_t type, int32_t index) {
  const auto device = static_cast<c10::DeviceType>(type);
  TORCH_CHECK(device == c10::kCPU || c10::impl::hasDeviceGuardImpl(device), "there is no ", device,
              " device in this build of libtorch.");
  return {device, static_cast<c10::DeviceIndex>(device == c10::kCPU ? -1 : index)};
}

}  // namespace

int32_t llmkit_abi(void) { return LLMKIT_ABI; }

const char* llmkit_last_error(void) { return llmkit::last_error.c_str(); }

const char* llmkit_torch_version(void) { return TORCH_VERSION; }

const char* llmkit_torch_config(void) {
  static const std::string config = at::show_config();
  return config.c_str();
}

const char* llmkit_torch_path(void) {
  static const std::string path = file_of(reinterpret_cast<void*>(&at::show_config));
  return path.c_str();
}

const char* llmkit_blas_path(void) {
  static const std::string path = file_of(dlsym(RTLD_DEFAULT, "sgemm_"));
  return path.c_str();
}

int32_t llmkit_get_threads(void) { return at::get_num_threads(); }

int32_t llmkit_set_threads(int32_t count) {
  return guarded([&] {
    TORCH_CHECK(count > 0, "the number of threads is ", count, ". It must be at least 1.");
    at::set_num_threads(count);
    // An OpenBLAS with threads of its own is told, too.
    if (auto* set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) set(count);
  });
}

int32_t llmkit_manual_seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

int32_t llmkit_generator_default(int32_t device_type, int32_t index, llmkit_generator** out_g) {
  return guarded([&] {
    const auto& shared = at::globalContext().defaultGenerator(device_of(device_type, index));
    *out_g = reinterpret_cast<llmkit_generator*>(new at::Generator(shared));
  });
}

int32_t llmkit_generator_new(int32_t device_type, int32_t index, uint64_t seed, llmkit_generator** out_g) {
  return guarded([&] {
    auto own = at::globalContext().defaultGenerator(device_of(device_type, index)).clone();
    own.set_current_seed(seed);
    *out_g = reinterpret_cast<llmkit_generator*>(new at::Generator(own));
  });
}

void llmkit_generator_free(llmkit_generator* g) { delete reinterpret_cast<at::Generator*>(g); }

int32_t llmkit_generator_seed(llmkit_generator* g, uint64_t seed) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator(g).mutex());
    generator(g).set_current_seed(seed);
  });
}

int32_t llmkit_generator_initial_seed(llmkit_generator* g, uint64_t* out_seed) {
  return guarded([&] { *out_seed = generator(g).current_seed(); });
}

int32_t llmkit_generator_get_state(llmkit_generator* g, llmkit_tensor** out_state) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator(g).mutex());
    *out_state = give(generator(g).get_state());
  });
}

int32_t llmkit_generator_set_state(llmkit_generator* g, llmkit_tensor* state) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator(g).mutex());
    generator(g).set_state(borrow(state));
  });
}

int32_t llmkit_autocast_get(int32_t device_type, int32_t* out_enabled, int32_t* out_dtype) {
  return guarded([&] {
    const auto device = static_cast<c10::DeviceType>(device_type);
    *out_enabled = llmkit::autocast_enabled(device) ? 1 : 0;
    *out_dtype = static_cast<int32_t>(llmkit::autocast_dtype(device));
  });
}

int32_t llmkit_autocast_set(int32_t device_type, int32_t enabled, int32_t dtype) {
  return guarded([&] {
    const auto device = static_cast<c10::DeviceType>(device_type);
    TORCH_CHECK(device == c10::kCPU || device == c10::kCUDA, "autocast knows the devices cpu and cuda, not ", device, ".");
    llmkit::set_autocast(device, enabled != 0, static_cast<c10::ScalarType>(dtype));
  });
}

int32_t llmkit_autocast_nest(int32_t direction) {
  return guarded([&] {
    if (direction > 0) {
      at::autocast::increment_nesting();
    } else if (at::autocast::decrement_nesting() == 0) {
      at::autocast::clear_cache();
    }
  });
}

int32_t llmkit_autocast_forget(void) {
  return guarded([] { at::autocast::clear_cache(); });
}

int32_t llmkit_cuda_count(void) {
  int32_t count = 0;
  guarded([&] {
    if (c10::impl::hasDeviceGuardImpl(c10::kCUDA)) count = c10::impl::VirtualGuardImpl(c10::kCUDA).deviceCount();
  });
  return count;
}

int32_t llmkit_cuda_synchronize(int32_t index) {
  return guarded([&] {
    TORCH_CHECK(llmkit_cuda_count() > 0, "there is no CUDA device to wait for.");
    at::detail::getCUDAHooks().deviceSynchronize(
        index >= 0 ? index : c10::impl::VirtualGuardImpl(c10::kCUDA).getDevice().index());
  });
}

int32_t llmkit_cuda_has_cudnn(void) {
  int32_t has = 0;
  guarded([&] { has = llmkit_cuda_count() > 0 && at::globalContext().hasCuDNN() ? 1 : 0; });
  return has;
}

// Asks the CUDA driver by itself, since libtorch tells these figures only through headers of the CUDA toolkit.
int32_t llmkit_cuda_device(int32_t index, char* name, int32_t room, int64_t* out_memory) {
  return guarded([&] {
    void* driver = dlopen("libcuda.so.1", RTLD_NOW);
    TORCH_CHECK(driver != nullptr, "libcuda.so.1 was not found: there is no CUDA driver.");
    auto initialize = reinterpret_cast<int (*)(unsigned)>(dlsym(driver, "cuInit"));
    auto get = reinterpret_cast<int (*)(int*, int)>(dlsym(driver, "cuDeviceGet"));
    auto get_name = reinterpret_cast<int (*)(char*, int, int)>(dlsym(driver, "cuDeviceGetName"));
    auto get_memory = reinterpret_cast<int (*)(size_t*, int)>(dlsym(driver, "cuDeviceTotalMem_v2"));
    int device = 0;
    size_t memory = 0;
    TORCH_CHECK(initialize != nullptr && initialize(0) == 0 && get(&device, index) == 0 &&
                    get_name(name, room, device) == 0 && get_memory(&memory, device) == 0,
                "the CUDA driver does not know device ", index, ".");
    *out_memory = static_cast<int64_t>(memory);
  });
}

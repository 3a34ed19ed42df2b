// What a tensor is, apart from operators: counting, shape, memory, the gradient beside it.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/variable.h>

#include "guard.h"
#include "versions.h"

using llmkit::borrow;
using llmkit::give;
using llmkit::guarded;
using llmkit::impl;
using llmkit::share;

void llmkit_tensor_free(llmkit_tensor* t) {
  if (t != nullptr) c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(impl(t));
}

llmkit_tensor* llmkit_tensor_retain(llmkit_tensor* t) { return give(share(t)); }

int32_t llmkit_tensor_wrap(void* data, const int64_t* sizes, int32_t rank, int32_t dtype, void* context,
                           void (*release)(void*), llmkit_tensor** out_t) {
  return guarded([&] {
    const auto type = static_cast<c10::ScalarType>(dtype);
    *out_t = give(at::from_blob(data, at::IntArrayRef(sizes, rank), [context, release](void*) { release(context); },
                                at::TensorOptions().dtype(type)));
  });
}

int64_t llmkit_tensor_rank(const llmkit_tensor* t) { return impl(t)->dim(); }

int64_t llmkit_tensor_count(const llmkit_tensor* t) { return impl(t)->numel(); }

int32_t llmkit_tensor_dtype(const llmkit_tensor* t) {
  return static_cast<int32_t>(c10::typeMetaToScalarType(impl(t)->dtype()));
}

int32_t llmkit_tensor_device(const llmkit_tensor* t, int32_t* out_index) {
  const auto device = impl(t)->device();
  *out_index = device.index();
  return static_cast<int32_t>(device.type());
}

int32_t llmkit_tensor_sizes(const llmkit_tensor* t, int64_t* out_sizes) {
  return guarded([&] {
    const auto sizes = impl(t)->sizes();
    std::copy(sizes.begin(), sizes.end(), out_sizes);
  });
}

int32_t llmkit_tensor_strides(const llmkit_tensor* t, int64_t* out_strides) {
  return guarded([&] {
    const auto strides = impl(t)->strides();
    std::copy(strides.begin(), strides.end(), out_strides);
  });
}

int32_t llmkit_tensor_data(const llmkit_tensor* t, void** out_data) {
  return guarded([&] { *out_data = const_cast<void*>(static_cast<const void*>(impl(t)->data())); });
}

int32_t llmkit_tensor_flags(const llmkit_tensor* t) {
  int32_t flags = 0;
  guarded([&] {
    auto* handle = const_cast<llmkit_tensor*>(t);
    const auto& tensor = borrow(handle);
    flags = (tensor.requires_grad() ? 1 : 0) | (tensor.is_leaf() ? 2 : 0) | (tensor.is_sparse() ? 8 : 0) |
            (tensor.is_inference() ? 16 : 0) | (tensor.retains_grad() ? 32 : 0) |
            (tensor.is_view() ? 64 : 0);
    if (!tensor.is_sparse() && tensor.is_contiguous()) flags |= 4;
  });
  return flags;
}

int64_t llmkit_tensor_storage_bytes(const llmkit_tensor* t) {
  if (!impl(t)->has_storage()) return 0;
  auto* handle = const_cast<llmkit_tensor*>(t);
  return static_cast<int64_t>(borrow(handle).storage().nbytes());
}

int64_t llmkit_tensor_storage_id(const llmkit_tensor* t) {
  return impl(t)->has_storage() ? reinterpret_cast<int64_t>(impl(t)->storage().unsafeGetStorageImpl()) : 0;
}

int64_t llmkit_tensor_version(const llmkit_tensor* t) {
  return impl(t)->is_inference() ? -1 : static_cast<int64_t>(impl(t)->version_counter().current_version());
}

int32_t llmkit_tensor_set_requires_grad(llmkit_tensor* t, int32_t value) {
  return guarded([&] { borrow(t).set_requires_grad(value != 0); });
}

int32_t llmkit_tensor_grad(const llmkit_tensor* t, llmkit_tensor** out_grad) {
  return guarded([&] {
    // TensorImpl's own accessor, which has no warning about tensors that are not leaves.
    *out_grad = give(impl(t)->grad());
  });
}

int32_t llmkit_tensor_set_grad(llmkit_tensor* t, llmkit_tensor* grad) {
  return guarded([&] {
    if (grad != nullptr) {
      const auto& tensor = borrow(t);
      const auto& gradient = borrow(grad);
      TORCH_CHECK(gradient.sizes() == tensor.sizes(), "the gradient has shape ", gradient.sizes(),
                  ", the tensor has shape ", tensor.sizes(), ". They must be the same.");
      TORCH_CHECK(gradient.scalar_type() == tensor.scalar_type(), "the gradient is ", gradient.scalar_type(),
                  ", the tensor is ", tensor.scalar_type(), ". They must be the same.");
      TORCH_CHECK(gradient.device() == tensor.device(), "the gradient is on ", gradient.device(),
                  ", the tensor on ", tensor.device(), ". They must be the same.");
    }
    impl(t)->mutable_grad() = share(grad);
  });
}

int32_t llmkit_tensor_retain_grad(llmkit_tensor* t) {
  return guarded([&] { borrow(t).retain_grad(); });
}

int32_t llmkit_tensor_set_data(llmkit_tensor* t, llmkit_tensor* source) {
  return guarded([&] { borrow(t).set_data(borrow(source)); });
}

const char* llmkit_tensor_grad_fn(const llmkit_tensor* t) {
  static thread_local std::string name;
  const char* result = nullptr;
  guarded([&] {
    auto* handle = const_cast<llmkit_tensor*>(t);
    if (const auto& node = borrow(handle).grad_fn()) {
      name = node->name();
      result = name.c_str();
    }
  });
  return result;
}

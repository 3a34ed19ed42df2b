// Backward, gradients, the modes, and functions whose backward is written in C#.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

#include <memory>

#include "guard.h"
#include "versions.h"

using llmkit::borrow;
using llmkit::give;
using llmkit::guarded;
using llmkit::share;
using llmkit::share_all;

namespace {

namespace autograd = torch::autograd;

// State that C# keeps alive for a callback; the last owner tells C# to let go.
class ManagedState {
 public:
  ManagedState(void* state, void (*dropped)(void*)) : state_(state), dropped_(dropped) {}
  ManagedState(const ManagedState&) = delete;
  ManagedState& operator=(const ManagedState&) = delete;
  ~ManagedState() { dropped_(state_); }
  void* get() const { return state_; }

 private:
  void* state_;
  void (*dropped_)(void*);
};

struct OutputShape {
  std::vector<int64_t> sizes;
  at::TensorOptions options;
};

// A node of the graph whose backward is a C# callback.
class ManagedNode : public autograd::Node {
 public:
  ManagedNode(std::string name, std::shared_ptr<ManagedState> state, llmkit_backward_callback backward,
              bool materialize)
      : name_(std::move(name)), state_(std::move(state)), backward_(backward), materialize_(materialize) {}

  std::string name() const override { return name_; }

  void save(const at::Tensor& t, bool is_output) { saved_.emplace_back(t, is_output); }
  void add_output_shape(const at::Tensor& t) { shapes_.push_back({t.sizes().vec(), t.options()}); }

  void release_variables() override {
    saved_.clear();
    released_ = true;
  }

  autograd::variable_list apply(autograd::variable_list&& gradients) override {
    TORCH_CHECK(!released_, name_, ": backward runs through this graph a second time, but its saved tensors were "
                "freed after the first. Pass retain_graph: true to the first backward.");
    // Without a reference of its own the node could die in the middle of its callback.
    auto self = shared_from_this();
    std::vector<at::Tensor> saved;
    for (const auto& variable : saved_) saved.push_back(variable.unpack(self));

    std::vector<llmkit_tensor*> in(gradients.size()), kept(saved.size()), out(num_outputs(), nullptr);
    for (size_t i = 0; i < gradients.size(); i++) {
      if (!gradients[i].defined() && materialize_ && i < shapes_.size()) {
        gradients[i] = at::zeros(shapes_[i].sizes, shapes_[i].options);
      }
      in[i] = handle(gradients[i]);
    }
    for (size_t i = 0; i < saved.size(); i++) kept[i] = handle(saved[i]);

    const char* error = backward_(state_->get(), in.data(), static_cast<int32_t>(in.size()), kept.data(),
                                  static_cast<int32_t>(kept.size()), out.data(), static_cast<int32_t>(out.size()));
    llmkit::clear_upper_halves();
    autograd::variable_list result;
    for (auto* t : out) {
      result.push_back(share(t));
      llmkit_tensor_free(t);
    }
    if (error != nullptr) throw std::runtime_error(error);
    return result;
  }

 private:
  static llmkit_tensor* handle(const at::Tensor& t) {
    return t.defined() ? reinterpret_cast<llmkit_tensor*>(t.unsafeGetTensorImpl()) : nullptr;
  }

  std::string name_;
  std::shared_ptr<ManagedState> state_;
  llmkit_backward_callback backward_;
  bool materialize_;
  bool released_ = false;
  std::vector<autograd::SavedVariable> saved_;
  std::vector<OutputShape> shapes_;
};

}  // namespace

int32_t llmkit_backward(llmkit_tensor** outputs, llmkit_tensor** gradients, int32_t count, int32_t retain_graph,
                        int32_t create_graph, llmkit_tensor** inputs, int32_t input_count) {
  return guarded([&] {
    autograd::backward(share_all(outputs, count),
                       gradients == nullptr ? autograd::variable_list() : share_all(gradients, count),
                       retain_graph != 0, create_graph != 0, share_all(inputs, input_count));
  });
}

int32_t llmkit_grad(llmkit_tensor** outputs, llmkit_tensor** gradients, int32_t count, llmkit_tensor** inputs,
                    int32_t input_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused,
                    llmkit_tensor** out_gradients) {
  return guarded([&] {
    auto result = autograd::grad(share_all(outputs, count), share_all(inputs, input_count),
                                 gradients == nullptr ? autograd::variable_list() : share_all(gradients, count),
                                 retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (int32_t i = 0; i < input_count; i++) out_gradients[i] = give(std::move(result[i]));
  });
}

int32_t llmkit_get_grad_mode(void) { return at::GradMode::is_enabled() ? 1 : 0; }

void llmkit_set_grad_mode(int32_t enabled) { at::GradMode::set_enabled(enabled != 0); }

void* llmkit_inference_enter(int32_t enabled) { return new c10::InferenceMode(enabled != 0); }

void llmkit_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

int32_t llmkit_is_inference_mode(void) { return c10::InferenceMode::is_enabled() ? 1 : 0; }

int32_t llmkit_set_anomaly_mode(int32_t enabled) {
  return guarded([&] { autograd::AnomalyMode::set_enabled(enabled != 0); });
}

int32_t llmkit_function_attach(const char* name, llmkit_tensor** inputs, int32_t input_count, llmkit_tensor** outputs,
                               const uint8_t* differentiable, int32_t output_count, llmkit_tensor** saved,
                               int32_t saved_count, int32_t materialize, llmkit_backward_callback backward,
                               void (*dropped)(void*), void* state, llmkit_tensor** out_outputs) {
  auto owner = std::make_shared<ManagedState>(state, dropped);
  return guarded([&] {
    const auto variables = share_all(inputs, input_count);
    auto node = std::shared_ptr<ManagedNode>(new ManagedNode(name, owner, backward, materialize != 0), autograd::deleteNode);
    node->set_next_edges(autograd::collect_next_edges(variables));

    // Outputs get a tensor of their own, so that returning an input or a view of one is safe.
    std::vector<at::Tensor> results;
    for (int32_t i = 0; i < output_count; i++) {
      auto result = borrow(outputs[i]).detach();
      if (differentiable[i] != 0 && (at::isFloatingType(result.scalar_type()) || at::isComplexType(result.scalar_type()))) {
        node->add_output_shape(result);
        autograd::set_history(result, node);
      }
      results.push_back(std::move(result));
    }
    for (int32_t i = 0; i < saved_count; i++) {
      if (saved[i] == nullptr) {
        node->save({}, false);
        continue;
      }
      auto is_output = false;
      for (int32_t j = 0; j < output_count && !is_output; j++) {
        if (saved[i] != outputs[j]) continue;
        node->save(results[j], true);
        is_output = true;
      }
      if (!is_output) node->save(borrow(saved[i]), false);
    }
    for (int32_t i = 0; i < output_count; i++) out_outputs[i] = give(std::move(results[i]));
  });
}

int32_t llmkit_tensor_add_hook(llmkit_tensor* t, llmkit_hook_callback hook, void (*dropped)(void*), void* state,
                               int64_t* out_id) {
  auto owner = std::make_shared<ManagedState>(state, dropped);
  return guarded([&] {
    *out_id = borrow(t).register_hook([owner, hook](at::Tensor gradient) {
      const char* error = nullptr;
      auto* given = gradient.defined() ? reinterpret_cast<llmkit_tensor*>(gradient.unsafeGetTensorImpl()) : nullptr;
      auto* replaced = hook(owner->get(), given, &error);
      llmkit::clear_upper_halves();
      auto result = replaced == nullptr ? gradient : share(replaced);
      llmkit_tensor_free(replaced);
      if (error != nullptr) throw std::runtime_error(error);
      return result;
    });
  });
}

int32_t llmkit_tensor_remove_hook(llmkit_tensor* t, int64_t id) {
  return guarded([&] { borrow(t).remove_hook(static_cast<unsigned>(id)); });
}

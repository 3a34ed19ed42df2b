// Kernels that pass over memory once where a chain of operators would pass many times.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>

#include "guard.h"

// Compiled once for each vector width; the loader picks the widest that the processor has.
#if defined(LLMKIT_X86_CLONES)
#define LLMKIT_WIDEST __attribute__((target_clones("arch=skylake-avx512", "arch=haswell", "default")))
#else
#define LLMKIT_WIDEST
#endif

namespace {

struct AdamWConstants {
  float decay;         // factor on the weight before the step; 1 without decoupled decay
  float penalty;       // share of the weight added to the gradient (Adam's L2); 0 when decoupled
  float sign;          // -1 to maximize
  float beta1, beta2;
  float root_correction2;   // square root of 1 - beta2^t
  float rate;          // learning rate over 1 - beta1^t
  float epsilon;
};

// The order of operations is that of torch.optim's single-tensor loop, so that both round alike.
LLMKIT_WIDEST void adamw(float* __restrict weight, const float* __restrict gradient, float* __restrict average,
                         float* __restrict square, int64_t count, AdamWConstants c) {
  for (int64_t i = 0; i < count; i++) {
    const float g = c.sign * gradient[i] + c.penalty * weight[i];
    const float m = average[i] * c.beta1 + g * (1 - c.beta1);
    const float v = square[i] * c.beta2 + g * g * (1 - c.beta2);
    average[i] = m;
    square[i] = v;
    weight[i] = weight[i] * c.decay - c.rate * (m / (std::sqrt(v) / c.root_correction2 + c.epsilon));
  }
}

LLMKIT_WIDEST void amsgrad(float* __restrict weight, const float* __restrict gradient, float* __restrict average,
                           float* __restrict square, float* __restrict maximum, int64_t count, AdamWConstants c) {
  for (int64_t i = 0; i < count; i++) {
    const float g = c.sign * gradient[i] + c.penalty * weight[i];
    const float m = average[i] * c.beta1 + g * (1 - c.beta1);
    const float v = square[i] * c.beta2 + g * g * (1 - c.beta2);
    const float most = std::fmax(maximum[i], v);
    average[i] = m;
    square[i] = v;
    maximum[i] = most;
    weight[i] = weight[i] * c.decay - c.rate * (m / (std::sqrt(most) / c.root_correction2 + c.epsilon));
  }
}

float* floats(llmkit_tensor* t, int64_t count, const char* what, int32_t index) {
  const auto& tensor = llmkit::borrow(t);
  TORCH_CHECK(tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat && tensor.is_contiguous() &&
                  tensor.numel() == count,
              what, " ", index, " is ", tensor.scalar_type(), " ", tensor.sizes(), " on ", tensor.device(),
              ". The fused step takes contiguous float32 tensors of one size on the CPU.");
  return tensor.data_ptr<float>();
}

}  // namespace

int32_t llmkit_fused_adamw(llmkit_tensor** parameters, llmkit_tensor** gradients, llmkit_tensor** averages,
                           llmkit_tensor** squares, llmkit_tensor** maximums, int32_t count, double rate,
                           double beta1, double beta2, double epsilon, double weight_decay, int32_t decoupled,
                           int32_t maximize, int64_t step) {
  return llmkit::guarded([&] {
    const auto correction1 = 1 - std::pow(beta1, static_cast<double>(step));
    const auto correction2 = 1 - std::pow(beta2, static_cast<double>(step));
    const AdamWConstants c{
        static_cast<float>(decoupled != 0 ? 1 - rate * weight_decay : 1),
        static_cast<float>(decoupled != 0 ? 0 : weight_decay),
        maximize != 0 ? -1.0f : 1.0f,
        static_cast<float>(beta1), static_cast<float>(beta2),
        static_cast<float>(std::sqrt(correction2)),
        static_cast<float>(rate / correction1),
        static_cast<float>(epsilon)};

    constexpr int64_t kGrain = 32768;   // floats of one task: four streams of it fit the second-level cache
    for (int32_t i = 0; i < count; i++) {
      const auto size = llmkit::impl(parameters[i])->numel();
      auto* weight = floats(parameters[i], size, "parameter", i);
      const auto* gradient = floats(gradients[i], size, "gradient", i);
      auto* average = floats(averages[i], size, "average", i);
      auto* square = floats(squares[i], size, "square", i);
      auto* maximum = maximums == nullptr ? nullptr : floats(maximums[i], size, "maximum", i);
      at::parallel_for(0, size, kGrain, [&](int64_t from, int64_t to) {
        if (maximum == nullptr) {
          adamw(weight + from, gradient + from, average + from, square + from, to - from, c);
        } else {
          amsgrad(weight + from, gradient + from, average + from, square + from, maximum + from, to - from, c);
        }
      });
      llmkit::impl(parameters[i])->bump_version();
    }
  });
}

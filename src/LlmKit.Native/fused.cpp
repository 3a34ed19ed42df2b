// Kernels that pass over memory once where a chain of operators would pass many times.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <cstring>

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
  float fresh1, fresh2;     // 1 - beta, from doubles: 1 - 0.999f would be off by one part in 80,000
  float root_correction2;   // square root of 1 - beta2^t
  float rate;          // learning rate over 1 - beta1^t
  float epsilon;
};

// The order of operations is that of torch.optim's single-tensor loop, so that both round alike.
LLMKIT_WIDEST void adamw(float* __restrict weight, const float* __restrict gradient, float* __restrict average,
                         float* __restrict square, int64_t count, AdamWConstants c) {
  for (int64_t i = 0; i < count; i++) {
    const float g = c.sign * gradient[i] + c.penalty * weight[i];
    const float m = average[i] * c.beta1 + g * c.fresh1;
    const float v = square[i] * c.beta2 + c.fresh2 * g * g;
    average[i] = m;
    square[i] = v;
    weight[i] = weight[i] * c.decay - c.rate * (m / (__builtin_sqrtf(v) / c.root_correction2 + c.epsilon));
  }
}

LLMKIT_WIDEST void amsgrad(float* __restrict weight, const float* __restrict gradient, float* __restrict average,
                           float* __restrict square, float* __restrict maximum, int64_t count, AdamWConstants c) {
  for (int64_t i = 0; i < count; i++) {
    const float g = c.sign * gradient[i] + c.penalty * weight[i];
    const float m = average[i] * c.beta1 + g * c.fresh1;
    const float v = square[i] * c.beta2 + c.fresh2 * g * g;
    const float most = v > maximum[i] ? v : maximum[i];
    average[i] = m;
    square[i] = v;
    maximum[i] = most;
    weight[i] = weight[i] * c.decay - c.rate * (m / (__builtin_sqrtf(most) / c.root_correction2 + c.epsilon));
  }
}

// e^x to about 2 units in the last place: 2^n by the exponent bits, e^r for |r| <= ln(2)/2 by the Taylor polynomial of
// degree 7. Below -87 the result is 0. Without branches, and always inlined: the clones for wider vectors inline
// nothing else, not even std::max, and would go on element by element.
__attribute__((always_inline)) inline float exponential(float x) {
  const uint32_t kept = x < -87.0f ? 0u : ~0u;
  const float bounded = x < -87.0f ? -87.0f : x;
  const auto exponent = static_cast<int32_t>(bounded * 1.44269504f + __builtin_copysignf(0.5f, bounded));
  const auto n = static_cast<float>(exponent);
  const float r = (bounded - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.98412698e-4f;
  p = p * r + 1.38888889e-3f;
  p = p * r + 8.33333333e-3f;
  p = p * r + 4.16666667e-2f;
  p = p * r + 1.66666667e-1f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  const uint32_t bits = (static_cast<uint32_t>(exponent + 127) << 23) & kept;
  float scale;
  __builtin_memcpy(&scale, &bits, sizeof(scale));
  return p * scale;
}

// Sixteen maxima side by side, so that the comparison vectorizes without assumptions about NaN.
LLMKIT_WIDEST float largest(const float* row, int64_t count) {
  constexpr int64_t kLanes = 16;
  if (count < kLanes) {
    float most = row[0];
    for (int64_t i = 1; i < count; i++) most = row[i] > most ? row[i] : most;
    return most;
  }
  float lanes[kLanes];
  std::memcpy(lanes, row, sizeof(lanes));
  int64_t i = kLanes;
  for (; i + kLanes <= count; i += kLanes) {
    for (int64_t j = 0; j < kLanes; j++) lanes[j] = row[i + j] > lanes[j] ? row[i + j] : lanes[j];
  }
  for (; i < count; i++) lanes[0] = row[i] > lanes[0] ? row[i] : lanes[0];
  return *std::max_element(lanes, lanes + kLanes);
}

// Writes e^(scale * (x - most)) and returns the sum.
LLMKIT_WIDEST float exponentials(const float* row, float* out, int64_t count, float most, float scale) {
  float sum = 0;
  for (int64_t i = 0; i < count; i++) {
    const float e = exponential((row[i] - most) * scale);
    out[i] = e;
    sum += e;
  }
  return sum;
}

LLMKIT_WIDEST float sum_of_exponentials(const float* row, int64_t count, float most) {
  float sum = 0;
  for (int64_t i = 0; i < count; i++) sum += exponential(row[i] - most);
  return sum;
}

LLMKIT_WIDEST void multiply(float* row, int64_t count, float factor) {
  for (int64_t i = 0; i < count; i++) row[i] *= factor;
}

LLMKIT_WIDEST float inner_product(const float* a, const float* b, int64_t count) {
  float sum = 0;
  for (int64_t i = 0; i < count; i++) sum += a[i] * b[i];
  return sum;
}

// gradient = scale * probability * (gradient - mean)
LLMKIT_WIDEST void softmax_gradient(float* gradient, const float* probability, int64_t count, float mean, float scale) {
  for (int64_t i = 0; i < count; i++) gradient[i] = scale * probability[i] * (gradient[i] - mean);
}

struct Rows {
  int64_t rows;      // of all matrices
  int64_t columns;
  int64_t per_matrix;
  // How many columns the row with this number may see.
  int64_t visible(int64_t row) const {
    return std::max<int64_t>(0, std::min(columns, row % per_matrix + 1 + columns - per_matrix));
  }
};

Rows rows_of(const at::Tensor& t) {
  TORCH_CHECK(t.dim() >= 2 && t.device().is_cpu() && t.scalar_type() == at::kFloat && t.is_contiguous(),
              "scores are ", t.scalar_type(), " ", t.sizes(), " on ", t.device(),
              ". Causal softmax takes contiguous float32 tensors of at least two dimensions on the CPU.");
  const auto columns = t.size(-1);
  return {columns == 0 ? 0 : t.numel() / columns, columns, t.size(-2)};
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
        static_cast<float>(1 - beta1), static_cast<float>(1 - beta2),
        static_cast<float>(__builtin_sqrtf(correction2)),
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

int32_t llmkit_fused_causal_softmax(llmkit_tensor* scores, double scale) {
  return llmkit::guarded([&] {
    const auto& tensor = llmkit::borrow(scores);
    const auto shape = rows_of(tensor);
    auto* data = tensor.data_ptr<float>();
    const auto factor = static_cast<float>(scale);
    at::parallel_for(0, shape.rows, 64, [&](int64_t from, int64_t to) {
      for (int64_t r = from; r < to; r++) {
        auto* row = data + r * shape.columns;
        const auto visible = shape.visible(r);
        if (visible > 0) {
          const auto most = largest(row, visible);
          multiply(row, visible, 1 / exponentials(row, row, visible, most, factor));
        }
        std::fill(row + visible, row + shape.columns, 0.0f);
      }
    });
    llmkit::impl(scores)->bump_version();
  });
}

int32_t llmkit_fused_causal_softmax_backward(llmkit_tensor* gradient, llmkit_tensor* probabilities, double scale) {
  return llmkit::guarded([&] {
    const auto& tensor = llmkit::borrow(gradient);
    const auto shape = rows_of(tensor);
    const auto& given = llmkit::borrow(probabilities);
    rows_of(given);
    TORCH_CHECK(given.sizes() == tensor.sizes(), "the gradient is ", tensor.sizes(), ", the probabilities are ",
                given.sizes(), ". They must have the same shape.");
    auto* data = tensor.data_ptr<float>();
    const auto* probability = given.data_ptr<float>();
    const auto factor = static_cast<float>(scale);
    at::parallel_for(0, shape.rows, 64, [&](int64_t from, int64_t to) {
      for (int64_t r = from; r < to; r++) {
        auto* row = data + r * shape.columns;
        const auto* p = probability + r * shape.columns;
        const auto visible = shape.visible(r);
        softmax_gradient(row, p, visible, inner_product(row, p, visible), factor);
        std::fill(row + visible, row + shape.columns, 0.0f);
      }
    });
    llmkit::impl(gradient)->bump_version();
  });
}

int32_t llmkit_fused_cross_entropy(llmkit_tensor* logits, llmkit_tensor* labels, int64_t ignored,
                                   llmkit_tensor* gradient, double* out_loss, int64_t* out_count) {
  return llmkit::guarded([&] {
    const auto& scores = llmkit::borrow(logits);
    const auto& wanted = llmkit::borrow(labels);
    TORCH_CHECK(scores.dim() == 2 && scores.device().is_cpu() && scores.scalar_type() == at::kFloat && scores.is_contiguous(),
                "logits are ", scores.scalar_type(), " ", scores.sizes(), ". The fused loss takes contiguous float32 (N, V) on the CPU.");
    const auto rows = scores.size(0), columns = scores.size(1);
    TORCH_CHECK(wanted.dim() == 1 && wanted.scalar_type() == at::kLong && wanted.is_contiguous() && wanted.size(0) == rows,
                "labels are ", wanted.scalar_type(), " ", wanted.sizes(), " for logits ", scores.sizes(), ". There must be one int64 label a row.");
    const auto* data = scores.data_ptr<float>();
    const auto* label = wanted.data_ptr<int64_t>();
    auto* slope = gradient == nullptr ? nullptr : floats(gradient, scores.numel(), "gradient", 0);

    int64_t count = 0;
    for (int64_t r = 0; r < rows; r++) {
      if (label[r] == ignored) continue;
      TORCH_CHECK(label[r] >= 0 && label[r] < columns, "label ", label[r], " of row ", r, " is outside of the ", columns, " classes.");
      count++;
    }
    std::vector<double> losses(rows, 0.0);
    const auto share = count == 0 ? 0.0f : 1.0f / static_cast<float>(count);
    at::parallel_for(0, rows, 16, [&](int64_t from, int64_t to) {
      for (int64_t r = from; r < to; r++) {
        const auto* row = data + r * columns;
        auto* out = slope == nullptr ? nullptr : slope + r * columns;
        if (label[r] == ignored) {
          if (out != nullptr) std::fill(out, out + columns, 0.0f);
          continue;
        }
        const auto most = largest(row, columns);
        const auto sum = out == nullptr ? sum_of_exponentials(row, columns, most) : exponentials(row, out, columns, most, 1);
        losses[r] = std::log(static_cast<double>(sum)) + most - row[label[r]];
        if (out == nullptr) continue;
        multiply(out, columns, share / sum);
        out[label[r]] -= share;
      }
    });
    double loss = 0;
    for (const auto value : losses) loss += value;
    *out_loss = count == 0 ? std::nan("") : loss / static_cast<double>(count);
    *out_count = count;
  });
}

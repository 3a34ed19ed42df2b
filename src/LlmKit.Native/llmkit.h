// The C ABI of the shim. Everything C# knows about libtorch is declared here.
//
// - Every function that can fail returns 0, or 1 with the reason in llmkit_last_error() of the same thread.
// - An out parameter is written only on success; the caller owns a tensor that it receives.
// - A llmkit_tensor* is a counted reference to a c10::TensorImpl: llmkit_tensor_free gives it back.
// - No C++ exception leaves the library.
#pragma once

#include <stdint.h>

#define LLMKIT_ABI 2
#define LLMKIT_API extern "C" __attribute__((visibility("default")))

struct llmkit_tensor;
struct llmkit_operator;
struct llmkit_generator;
struct llmkit_cut;

// What a llmkit_value holds. An argument that is DEFAULT, or missing at the end, takes the schema's default.
enum llmkit_tag : int32_t {
  LLMKIT_DEFAULT = 0,
  LLMKIT_NONE = 1,
  LLMKIT_TENSOR = 2,       // pointer: llmkit_tensor*
  LLMKIT_INT = 3,          // integer; also dtype, layout and memory format
  LLMKIT_DOUBLE = 4,       // real
  LLMKIT_BOOL = 5,         // integer: 0 or 1
  LLMKIT_INT_LIST = 6,     // pointer: int64_t[length]
  LLMKIT_DOUBLE_LIST = 7,  // pointer: double[length]
  LLMKIT_BOOL_LIST = 8,    // pointer: uint8_t[length]
  LLMKIT_TENSOR_LIST = 9,  // pointer: llmkit_tensor*[length]; null stands for an absent tensor
  LLMKIT_STRING = 10,      // pointer: UTF-8, length bytes
  LLMKIT_DEVICE = 11,      // integer: device type; length: index, -1 for the current one
  LLMKIT_GENERATOR = 12,   // pointer: llmkit_generator*
  LLMKIT_COMPLEX = 13,     // pointer: double[2]
};

struct llmkit_value {
  int32_t tag;
  int32_t length;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};

// ---- the library itself
LLMKIT_API int32_t llmkit_abi(void);
LLMKIT_API const char* llmkit_last_error(void);
LLMKIT_API const char* llmkit_torch_version(void);
LLMKIT_API const char* llmkit_torch_config(void);    // libtorch's own description of its build: BLAS, SIMD, threads
LLMKIT_API const char* llmkit_torch_path(void);      // file that holds libtorch_cpu
LLMKIT_API const char* llmkit_blas_path(void);       // file that holds the sgemm in force, "" when it is built in
LLMKIT_API int32_t llmkit_get_threads(void);
LLMKIT_API int32_t llmkit_set_threads(int32_t count);
// callback(text) is called for each warning, on any thread; it must not throw. Until it is set, libtorch prints.
typedef void (*llmkit_warning_callback)(const char* text);
LLMKIT_API void llmkit_warnings_listen(llmkit_warning_callback callback);

// ---- operators
// Looks up "aten::add" with overload "Tensor". The result lives as long as the process.
LLMKIT_API int32_t llmkit_operator_find(const char* name, const char* overload, llmkit_operator** out_operator);
// The operator's schema as text, for messages. The text lives as long as the process.
LLMKIT_API const char* llmkit_operator_schema(const llmkit_operator* op);
// Calls the operator. *results: room on entry, results written on return. Lists in results are freed by the
// caller with llmkit_list_free, their tensors one by one.
LLMKIT_API int32_t llmkit_operator_call(const llmkit_operator* op, const llmkit_value* arguments, int32_t count,
                                        llmkit_value* out_results, int32_t* results);
LLMKIT_API void llmkit_list_free(void* list);

// ---- tensors
LLMKIT_API void llmkit_tensor_free(llmkit_tensor* t);
LLMKIT_API llmkit_tensor* llmkit_tensor_retain(llmkit_tensor* t);
// A tensor over memory of the caller; release(context) is called when the last reference is gone.
LLMKIT_API int32_t llmkit_tensor_wrap(void* data, const int64_t* sizes, int32_t rank, int32_t dtype, void* context,
                                      void (*release)(void*), llmkit_tensor** out_t);
LLMKIT_API int64_t llmkit_tensor_rank(const llmkit_tensor* t);
LLMKIT_API int64_t llmkit_tensor_count(const llmkit_tensor* t);          // elements
LLMKIT_API int32_t llmkit_tensor_dtype(const llmkit_tensor* t);
LLMKIT_API int32_t llmkit_tensor_device(const llmkit_tensor* t, int32_t* out_index);
LLMKIT_API int32_t llmkit_tensor_sizes(const llmkit_tensor* t, int64_t* out_sizes);
LLMKIT_API int32_t llmkit_tensor_strides(const llmkit_tensor* t, int64_t* out_strides);
LLMKIT_API int32_t llmkit_tensor_data(const llmkit_tensor* t, void** out_data);
// bit 0 requires_grad, 1 is_leaf, 2 contiguous, 3 sparse, 4 inference tensor, 5 retains_grad, 6 view
LLMKIT_API int32_t llmkit_tensor_flags(const llmkit_tensor* t);
LLMKIT_API int64_t llmkit_tensor_storage_bytes(const llmkit_tensor* t);
LLMKIT_API int64_t llmkit_tensor_storage_id(const llmkit_tensor* t);     // equal for tensors that share memory
LLMKIT_API int64_t llmkit_tensor_version(const llmkit_tensor* t);        // counts in-place changes; -1 when untracked

// ---- autograd
LLMKIT_API int32_t llmkit_tensor_set_requires_grad(llmkit_tensor* t, int32_t value);
LLMKIT_API int32_t llmkit_tensor_grad(const llmkit_tensor* t, llmkit_tensor** out_grad);      // null when none
LLMKIT_API int32_t llmkit_tensor_set_grad(llmkit_tensor* t, llmkit_tensor* grad);             // null clears it
LLMKIT_API int32_t llmkit_tensor_retain_grad(llmkit_tensor* t);
LLMKIT_API int32_t llmkit_tensor_set_data(llmkit_tensor* t, llmkit_tensor* source);           // as `t.data = source`
LLMKIT_API const char* llmkit_tensor_grad_fn(const llmkit_tensor* t);    // name of the node, null for a leaf; valid until the next call on this thread
LLMKIT_API int32_t llmkit_backward(llmkit_tensor** outputs, llmkit_tensor** gradients, int32_t count,
                                   int32_t retain_graph, int32_t create_graph, llmkit_tensor** inputs,
                                   int32_t input_count);
LLMKIT_API int32_t llmkit_grad(llmkit_tensor** outputs, llmkit_tensor** gradients, int32_t count,
                               llmkit_tensor** inputs, int32_t input_count, int32_t retain_graph,
                               int32_t create_graph, int32_t allow_unused, llmkit_tensor** out_gradients);
LLMKIT_API int32_t llmkit_get_grad_mode(void);
LLMKIT_API void llmkit_set_grad_mode(int32_t enabled);
LLMKIT_API void* llmkit_inference_enter(int32_t enabled);
LLMKIT_API void llmkit_inference_leave(void* guard);
LLMKIT_API int32_t llmkit_is_inference_mode(void);
LLMKIT_API int32_t llmkit_set_anomaly_mode(int32_t enabled);

// A function written in C#. backward receives the gradients of the outputs and the saved tensors (all borrowed,
// null where undefined) and writes one owned gradient, or null, for each input; it returns null or a message that
// it owns until the next call on that thread. dropped(state) is called once, when the graph lets go of it.
typedef const char* (*llmkit_backward_callback)(void* state, llmkit_tensor** gradients, int32_t gradient_count,
                                                llmkit_tensor** saved, int32_t saved_count,
                                                llmkit_tensor** out_inputs, int32_t input_count);
LLMKIT_API int32_t llmkit_function_attach(const char* name, llmkit_tensor** inputs, int32_t input_count,
                                          llmkit_tensor** outputs, const uint8_t* differentiable,
                                          int32_t output_count, llmkit_tensor** saved, int32_t saved_count,
                                          int32_t materialize, llmkit_backward_callback backward,
                                          void (*dropped)(void*), void* state, llmkit_tensor** out_outputs);
// A part of the graph that is computed twice. What this thread records from here on has this number or a later one.
LLMKIT_API int64_t llmkit_graph_clock(void);
// Where the graph of outputs leaves what was recorded since: for each place a leaf, or a tensor without numbers that
// stands for one inside an older graph. entries are not listed. The list is freed with llmkit_list_free, its
// tensors one by one.
LLMKIT_API int32_t llmkit_graph_borders(llmkit_tensor** outputs, int32_t count, llmkit_tensor** entries,
                                        int32_t entry_count, int64_t since, llmkit_tensor*** out_list,
                                        int32_t* out_count);
// Lets the graph of outputs end at fresh leaves where it left for one of borders, until it is mended. out_ends[i] is
// the leaf for borders[i], null when that is not reached. Fails where the graph leaves for anything else.
LLMKIT_API int32_t llmkit_graph_cut(llmkit_tensor** outputs, int32_t count, llmkit_tensor** borders,
                                    int32_t border_count, int64_t since, llmkit_tensor** out_ends, llmkit_cut** out_cut);
LLMKIT_API void llmkit_graph_mend(llmkit_cut* cut);
// hook(state, gradient) returns null to leave the gradient, or an owned replacement; *error as above.
typedef llmkit_tensor* (*llmkit_hook_callback)(void* state, llmkit_tensor* gradient, const char** error);
LLMKIT_API int32_t llmkit_tensor_add_hook(llmkit_tensor* t, llmkit_hook_callback hook, void (*dropped)(void*),
                                          void* state, int64_t* out_id);
LLMKIT_API int32_t llmkit_tensor_remove_hook(llmkit_tensor* t, int64_t id);

// ---- random numbers
LLMKIT_API int32_t llmkit_manual_seed(uint64_t seed);                    // every device
LLMKIT_API int32_t llmkit_generator_default(int32_t device_type, int32_t index, llmkit_generator** out_g);
LLMKIT_API int32_t llmkit_generator_new(int32_t device_type, int32_t index, uint64_t seed, llmkit_generator** out_g);
LLMKIT_API void llmkit_generator_free(llmkit_generator* g);
LLMKIT_API int32_t llmkit_generator_seed(llmkit_generator* g, uint64_t seed);
LLMKIT_API int32_t llmkit_generator_initial_seed(llmkit_generator* g, uint64_t* out_seed);
LLMKIT_API int32_t llmkit_generator_get_state(llmkit_generator* g, llmkit_tensor** out_state);
LLMKIT_API int32_t llmkit_generator_set_state(llmkit_generator* g, llmkit_tensor* state);

// ---- autocast (device types 0 CPU, 1 CUDA)
LLMKIT_API int32_t llmkit_autocast_get(int32_t device_type, int32_t* out_enabled, int32_t* out_dtype);
LLMKIT_API int32_t llmkit_autocast_set(int32_t device_type, int32_t enabled, int32_t dtype);
LLMKIT_API int32_t llmkit_autocast_nest(int32_t direction);              // +1 enter, -1 leave; the last leave forgets the casts
LLMKIT_API int32_t llmkit_autocast_forget(void);                         // the weights cast so far

// ---- devices
LLMKIT_API int32_t llmkit_cuda_count(void);
LLMKIT_API int32_t llmkit_cuda_synchronize(int32_t index);
LLMKIT_API int32_t llmkit_cuda_has_cudnn(void);
LLMKIT_API int32_t llmkit_cuda_device(int32_t index, char* name, int32_t room, int64_t* out_memory);

// ---- memory of tensors on the CPU
LLMKIT_API const int64_t* llmkit_memory_counter(void);   // where the bytes in live tensors are counted; read at any time
LLMKIT_API int64_t llmkit_memory_peak(void);             // the most since the start or the last reset
LLMKIT_API int64_t llmkit_memory_cached(void);           // bytes kept for reuse
LLMKIT_API void llmkit_memory_reset_peak(void);
LLMKIT_API void llmkit_memory_trim(void);                // gives the kept bytes back to the system

// ---- fused kernels: one pass over memory where the operators need many
// One AdamW step for many tensors at once (Loshchilov & Hutter 2017, arXiv:1711.05101). step counts from 1.
// maximums is null without amsgrad. All tensors are contiguous float32 on the CPU.
LLMKIT_API int32_t llmkit_fused_adamw(llmkit_tensor** parameters, llmkit_tensor** gradients,
                                      llmkit_tensor** averages, llmkit_tensor** squares, llmkit_tensor** maximums,
                                      int32_t count, double rate, double beta1, double beta2, double epsilon,
                                      double weight_decay, int32_t decoupled, int32_t maximize, int64_t step);

// Softmax over the rows of (..., T, S) scores in place, where row t sees the columns up to t + S - T; the others
// become 0. Scores are multiplied by scale first. Contiguous float32 on the CPU.
LLMKIT_API int32_t llmkit_fused_causal_softmax(llmkit_tensor* scores, double scale);
// Turns the gradient of those probabilities into that of the scores, in place.
LLMKIT_API int32_t llmkit_fused_causal_softmax_backward(llmkit_tensor* gradient, llmkit_tensor* probabilities,
                                                        double scale);
// Cross entropy of (N, V) logits with N labels, ignoring one label: the mean loss, and, unless gradient is null, its
// gradient with respect to the logits, written into that (N, V) tensor. Contiguous float32 and int64 on the CPU.
LLMKIT_API int32_t llmkit_fused_cross_entropy(llmkit_tensor* logits, llmkit_tensor* labels, int64_t ignored,
                                              llmkit_tensor* gradient, double* out_loss, int64_t* out_count);

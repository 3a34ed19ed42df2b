// A part of the graph that is computed twice: where it ends, and how it is separated from the rest.
#include <ATen/ATen.h>
#include <ATen/SequenceNumber.h>
#include <ATen/record_function.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/accumulate_grad.h>
#include <torch/csrc/autograd/variable.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <new>
#include <set>

#include "guard.h"

using llmkit::borrow;
using llmkit::give;
using llmkit::guarded;
using llmkit::share_all;

namespace autograd = torch::autograd;

namespace {

// Edges by node and number.
struct ByPlace {
  bool operator()(const autograd::Edge& a, const autograd::Edge& b) const {
    return a.function != b.function ? a.function < b.function : a.input_nr < b.input_nr;
  }
};

// The nodes of one thread are numbered as they are made. Those that add up the gradients of leaves have the
// highest number of all.
class Part {
 public:
  Part(llmkit_tensor** outputs, int32_t count, int64_t since) : since_(static_cast<uint64_t>(since)) {
    for (const auto& output : share_all(outputs, count)) {
      if (output.requires_grad()) roots_.push_back(autograd::impl::gradient_edge(output));
    }
  }

  // Calls leave(owner, edge) for each edge out of the part; an edge of an output itself has no owner.
  template <typename Leave>
  void walk(Leave leave) {
    std::vector<std::shared_ptr<autograd::Node>> open;
    std::set<autograd::Node*> visited;
    const auto follow = [&](const std::shared_ptr<autograd::Node>& owner, autograd::Edge& edge) {
      if (!holds(*edge.function)) {
        leave(owner, edge);
      } else if (visited.insert(edge.function.get()).second) {
        open.push_back(edge.function);
      }
    };
    for (auto& root : roots_) follow(nullptr, root);
    while (!open.empty()) {
      const auto node = open.back();
      open.pop_back();
      for (auto& edge : node->next_edges()) {
        if (edge.is_valid()) follow(node, edge);
      }
    }
  }

 private:
  bool holds(const autograd::Node& node) const {
    return node.thread_id() == thread_ && node.sequence_nr() >= since_ &&
           dynamic_cast<const autograd::AccumulateGrad*>(&node) == nullptr;
  }

  const uint64_t thread_ = at::RecordFunction::currentThreadId();
  const uint64_t since_;
  autograd::edge_list roots_;
};

// A tensor of this shape and type in the memory of one number.
at::Tensor without_numbers(const at::Tensor& t) {
  return at::empty({}, t.options()).expand(t.sizes()).detach();
}

// A tensor whose gradient is what flows along the edge.
at::Tensor tensor_of(const autograd::Edge& edge) {
  if (auto* leaf = dynamic_cast<autograd::AccumulateGrad*>(edge.function.get())) return leaf->variable;
  auto stand_in = without_numbers(edge.function->input_metadata(edge.input_nr).zeros_like());
  autograd::impl::set_gradient_edge(stand_in, edge);
  return stand_in;
}

}  // namespace

// The edges that were cut, with what they were.
struct llmkit_cut {
  struct Edge {
    std::shared_ptr<autograd::Node> owner;
    autograd::Edge* place;
    autograd::Edge before;
  };
  std::vector<Edge> edges;
};

int64_t llmkit_graph_clock(void) { return static_cast<int64_t>(at::sequence_number::peek()); }

int32_t llmkit_graph_borders(llmkit_tensor** outputs, int32_t count, llmkit_tensor** entries,
                             int32_t entry_count, int64_t since, llmkit_tensor*** out_list,
                             int32_t* out_count) {
  return guarded([&] {
    std::set<autograd::Edge, ByPlace> known;
    for (const auto& entry : share_all(entries, entry_count)) {
      if (entry.requires_grad()) known.insert(autograd::impl::gradient_edge(entry));
    }
    std::vector<at::Tensor> borders;
    Part(outputs, count, since).walk([&](const std::shared_ptr<autograd::Node>&, const autograd::Edge& edge) {
      if (known.insert(edge).second) borders.push_back(tensor_of(edge));
    });
    auto* list = static_cast<llmkit_tensor**>(std::malloc((borders.size() + 1) * sizeof(llmkit_tensor*)));
    if (list == nullptr) throw std::bad_alloc();
    for (size_t i = 0; i < borders.size(); i++) list[i] = give(std::move(borders[i]));
    *out_list = list;
    *out_count = static_cast<int32_t>(borders.size());
  });
}

int32_t llmkit_graph_cut(llmkit_tensor** outputs, int32_t count, llmkit_tensor** borders,
                         int32_t border_count, int64_t since, llmkit_tensor** out_ends,
                         llmkit_cut** out_cut) {
  return guarded([&] {
    struct End {
      at::Tensor border, leaf;
    };
    std::map<autograd::Edge, End, ByPlace> ends;
    const auto tensors = share_all(borders, border_count);
    for (const auto& border : tensors) {
      if (border.requires_grad()) ends.emplace(autograd::impl::gradient_edge(border), End{border, {}});
    }

    auto cut = std::make_unique<llmkit_cut>();
    Part(outputs, count, since).walk([&](const std::shared_ptr<autograd::Node>& owner, autograd::Edge& edge) {
      TORCH_CHECK(owner != nullptr, "an output was not recorded in the part.");
      const auto end = ends.find(edge);
      TORCH_CHECK(end != ends.end(), "it used a tensor of shape ", tensor_of(edge).sizes(),
                  " that it did not use in forward.");
      auto& [border, leaf] = end->second;
      if (!leaf.defined()) leaf = without_numbers(border).set_requires_grad(true);
      cut->edges.push_back({owner, &edge, edge});
    });
    // Nothing is changed before nothing can fail.
    for (auto& edge : cut->edges) *edge.place = autograd::impl::gradient_edge(ends.at(edge.before).leaf);
    for (int32_t i = 0; i < border_count; i++) {
      const auto& border = tensors[i];
      out_ends[i] = nullptr;
      if (border.requires_grad()) out_ends[i] = give(ends.at(autograd::impl::gradient_edge(border)).leaf);
    }
    *out_cut = cut.release();
  });
}

void llmkit_graph_mend(llmkit_cut* cut) {
  for (auto& edge : cut->edges) *edge.place = edge.before;
  delete cut;
}

// Memory of tensors on the CPU: counted, and large blocks kept for reuse.
//
// A training step asks for the same large blocks again and again. glibc gives blocks above its threshold back to the
// system each time, and the next step pays for them with page faults (one for each 4 KB). Here a freed block waits
// for the next request of about its size. Live and kept bytes together never pass the most that was live at once,
// so the process is never larger than it would be without keeping.
#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/Device.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>

#include "guard.h"
#include "versions.h"

namespace {

constexpr size_t kAlignment = 64;             // of every tensor; the header before it has this size, too
constexpr size_t kLarge = size_t{1} << 20;    // blocks from here on are kept
constexpr size_t kHugePage = size_t{1} << 21;

struct Header {
  size_t bytes;      // asked for, counted as live
  size_t capacity;   // of the whole block, header included
};
static_assert(sizeof(Header) <= kAlignment, "the header must fit before the data");

class Memory {
 public:
  void* take(size_t bytes) {
    const auto wanted = bytes + kAlignment;
    Header* header = wanted >= kLarge ? take_kept(wanted) : nullptr;
    if (header == nullptr) header = take_new(wanted, bytes);
    header->bytes = bytes;
    return reinterpret_cast<char*>(header) + kAlignment;
  }

  void give(void* data) {
    auto* header = reinterpret_cast<Header*>(static_cast<char*>(data) - kAlignment);
    std::unique_lock<std::mutex> lock(mutex_);
    live_ -= static_cast<int64_t>(header->bytes);
    if (header->capacity < kLarge) {
      lock.unlock();
      std::free(header);
      return;
    }
    kept_bytes_ += static_cast<int64_t>(header->capacity);
    kept_.emplace(header->capacity, header);
    shrink(most_);
  }

  // Aligned words are read whole, so readers need no lock.
  const int64_t* counter() const { return &live_; }
  int64_t peak() { return std::lock_guard<std::mutex>(mutex_), peak_; }
  int64_t kept() { return std::lock_guard<std::mutex>(mutex_), kept_bytes_; }

  void reset_peak() {
    std::lock_guard<std::mutex> lock(mutex_);
    peak_ = live_;
  }

  void trim() {
    std::lock_guard<std::mutex> lock(mutex_);
    shrink(live_);
  }

 private:
  // The smallest kept block that fits and wastes at most an eighth.
  Header* take_kept(size_t wanted) {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto found = kept_.lower_bound(wanted);
    if (found == kept_.end() || found->first > wanted + wanted / 8) return nullptr;
    auto* header = found->second;
    kept_bytes_ -= static_cast<int64_t>(header->capacity);
    kept_.erase(found);
    count(static_cast<int64_t>(wanted - kAlignment));
    return header;
  }

  Header* take_new(size_t wanted, size_t bytes) {
    const auto large = wanted >= kLarge;
    const auto unit = large ? size_t{4096} : kAlignment;
    const auto capacity = (wanted + unit - 1) / unit * unit;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      count(static_cast<int64_t>(bytes));
      if (large) shrink(most_);
    }
    auto* header = static_cast<Header*>(system_block(capacity, large));
    if (header == nullptr) {
      {
        std::lock_guard<std::mutex> lock(mutex_);
        shrink(0);
      }
      header = static_cast<Header*>(system_block(capacity, large));
    }
    if (header == nullptr) {
      std::lock_guard<std::mutex> lock(mutex_);
      live_ -= static_cast<int64_t>(bytes);
      TORCH_CHECK(false, "the CPU ran out of memory: ", bytes, " bytes were asked for while ", live_,
                  " bytes are in live tensors. Use smaller batches or free tensors earlier (dispose scopes).");
    }
    header->capacity = capacity;
    return header;
  }

  static void* system_block(size_t capacity, bool large) {
    void* block = nullptr;
    const auto huge = large && capacity >= 2 * kHugePage;
    if (posix_memalign(&block, huge ? kHugePage : kAlignment, capacity) != 0) return nullptr;
#ifdef MADV_HUGEPAGE
    if (huge) madvise(block, capacity / kHugePage * kHugePage, MADV_HUGEPAGE);
#endif
    return block;
  }

  void count(int64_t bytes) {
    live_ += bytes;
    peak_ = std::max(peak_, live_);
    most_ = std::max(most_, live_);
  }

  // Gives kept blocks back, the largest first, until live and kept bytes fit below the limit.
  void shrink(int64_t limit) {
    while (!kept_.empty() && live_ + kept_bytes_ > limit) {
      const auto last = std::prev(kept_.end());
      kept_bytes_ -= static_cast<int64_t>(last->first);
      std::free(last->second);
      kept_.erase(last);
    }
  }

  std::mutex mutex_;
  std::multimap<size_t, Header*> kept_;
  int64_t live_ = 0;
  int64_t peak_ = 0;        // may be reset by the caller
  int64_t most_ = 0;        // never reset: the bound on what is kept
  int64_t kept_bytes_ = 0;
};

// Never destroyed: tensors may outlive every static object.
Memory& memory() {
  static auto* const instance = new Memory();
  return *instance;
}

struct Blocks {
  static c10::DataPtr block(size_t bytes) {
    void* data = bytes == 0 ? nullptr : memory().take(bytes);
    return {data, data, &give_back, c10::Device(c10::kCPU)};
  }
  static void give_back(void* data) {
    if (data != nullptr) memory().give(data);
  }
};

llmkit::AllocatorOf<Blocks> allocator;

// Runs when the library is loaded, before C# can make a tensor.
const bool registered = [] {
  c10::SetCPUAllocator(&allocator, 1);
  return true;
}();

}  // namespace

const int64_t* llmkit_memory_counter(void) { return memory().counter(); }

int64_t llmkit_memory_peak(void) { return memory().peak(); }

int64_t llmkit_memory_cached(void) { return memory().kept(); }

void llmkit_memory_reset_peak(void) { memory().reset_peak(); }

void llmkit_memory_trim(void) { memory().trim(); }

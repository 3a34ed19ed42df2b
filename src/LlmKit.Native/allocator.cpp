// Memory of tensors on the CPU: counted, and large blocks kept for reuse.
//
// A training step asks for the same large blocks again and again. glibc gives blocks above its threshold back to the
// system each time, and the next step pays for them with page faults (one for each 4 KB). Here a freed block waits
// for the next request of about its size. Live and kept bytes together stay below one and a half times the most
// that was live at once: with less, the blocks of a step's beginning are gone when its end needs the room.
#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/Device.h>
#include <pthread.h>
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <new>

#include "guard.h"
#include "versions.h"

namespace {

constexpr size_t kAlignment = 64;             // of every tensor; the header before it has this size, too
constexpr size_t kLarge = size_t{1} << 20;    // blocks from here on are kept
constexpr size_t kPage = 4096;
constexpr size_t kHugePage = size_t{1} << 21;

struct Header {
  size_t bytes;      // asked for, counted as live
  size_t capacity;   // of the whole block, header included
};
static_assert(sizeof(Header) <= kAlignment, "the header must fit before the data");

// Blocks of up to 2 KB wait in the thread that freed them, by size; most operators on small tensors then never
// reach the C library's allocator.
struct SmallBlocks {
  static constexpr size_t kStep = 128;
  static constexpr size_t kClasses = 17;
  static constexpr int kMost = 64;
  Header* blocks[kClasses][kMost];
  int counts[kClasses];

  static SmallBlocks* of_thread() {
    static thread_local SmallBlocks* mine = nullptr;
    if (mine == nullptr) {
      static const pthread_key_t key = [] {
        pthread_key_t k;
        pthread_key_create(&k, &SmallBlocks::drop);
        return k;
      }();
      mine = static_cast<SmallBlocks*>(std::calloc(1, sizeof(SmallBlocks)));
      slot() = &mine;
      pthread_setspecific(key, mine);
    }
    return mine;
  }

 private:
  static SmallBlocks**& slot() {
    static thread_local SmallBlocks** address = nullptr;
    return address;
  }

  // At the end of a thread; what it frees afterwards starts a new store, which then is lost with the thread.
  static void drop(void* store) {
    auto* self = static_cast<SmallBlocks*>(store);
    for (size_t c = 0; c < kClasses; c++) {
      for (int i = 0; i < self->counts[c]; i++) std::free(self->blocks[c][i]);
    }
    if (slot() != nullptr) *slot() = nullptr;
    std::free(self);
  }
};

class Memory {
 public:
  void* take(size_t bytes) {
    const auto wanted = bytes + kAlignment;
    Header* header = wanted >= kLarge ? take_large(wanted) : take_small(wanted);
    if (header == nullptr) {
      TORCH_CHECK(false, "the CPU ran out of memory: ", bytes, " bytes were asked for while ", live_.load(),
                  " bytes are in live tensors. Use smaller batches or free tensors earlier (dispose scopes).");
    }
    header->bytes = bytes;
    count(static_cast<int64_t>(bytes));
    return reinterpret_cast<char*>(header) + kAlignment;
  }

  void give(void* data) {
    auto* header = reinterpret_cast<Header*>(static_cast<char*>(data) - kAlignment);
    live_.fetch_sub(static_cast<int64_t>(header->bytes), std::memory_order_relaxed);
    if (header->capacity >= kLarge) {
      give_large(header);
    } else {
      give_small(header);
    }
  }

  // An atomic word can be read from elsewhere without a lock.
  const int64_t* counter() const { return reinterpret_cast<const int64_t*>(&live_); }
  int64_t peak() const { return peak_.load(std::memory_order_relaxed); }
  int64_t kept() { return std::lock_guard<std::mutex>(mutex_), kept_bytes_; }
  void reset_peak() { peak_.store(live_.load()); }

  void trim() {
    std::lock_guard<std::mutex> lock(mutex_);
    shrink(0);
  }

 private:
  Header* take_small(size_t wanted) {
    const auto size_class = (wanted + SmallBlocks::kStep - 1) / SmallBlocks::kStep;
    if (size_class >= SmallBlocks::kClasses) return system_block((wanted + kAlignment - 1) / kAlignment * kAlignment);
    auto* store = SmallBlocks::of_thread();
    if (store->counts[size_class] > 0) return store->blocks[size_class][--store->counts[size_class]];
    return system_block(size_class * SmallBlocks::kStep);
  }

  static void give_small(Header* header) {
    const auto size_class = header->capacity / SmallBlocks::kStep;
    if (header->capacity % SmallBlocks::kStep == 0 && size_class < SmallBlocks::kClasses) {
      auto* store = SmallBlocks::of_thread();
      if (store->counts[size_class] < SmallBlocks::kMost) {
        store->blocks[size_class][store->counts[size_class]++] = header;
        return;
      }
    }
    std::free(header);
  }

  // The smallest kept block that fits and wastes at most an eighth, else a new one.
  Header* take_large(size_t wanted) {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto found = kept_.lower_bound(wanted);
    if (found != kept_.end() && found->first <= wanted + wanted / 8) {
      auto* header = found->second;
      kept_bytes_ -= static_cast<int64_t>(header->capacity);
      kept_.erase(found);
      return header;
    }
    const auto capacity = (wanted + kPage - 1) / kPage * kPage;
    most_ = std::max(most_, live_.load() + static_cast<int64_t>(capacity));
    shrink(allowed() - live_.load() - static_cast<int64_t>(capacity));
    auto* header = system_block(capacity);
    if (header != nullptr) return header;
    shrink(0);
    return system_block(capacity);
  }

  void give_large(Header* header) {
    std::lock_guard<std::mutex> lock(mutex_);
    kept_bytes_ += static_cast<int64_t>(header->capacity);
    kept_.emplace(header->capacity, header);
    shrink(allowed() - live_.load());
  }

  int64_t allowed() const { return most_ + most_ / 2; }

  static Header* system_block(size_t capacity) {
    void* block = nullptr;
    const auto huge = capacity >= 2 * kHugePage;
    if (posix_memalign(&block, huge ? kHugePage : kAlignment, capacity) != 0) return nullptr;
#ifdef MADV_HUGEPAGE
    if (huge) madvise(block, capacity / kHugePage * kHugePage, MADV_HUGEPAGE);
#endif
    auto* header = static_cast<Header*>(block);
    header->capacity = capacity;
    return header;
  }

  void count(int64_t bytes) {
    const auto now = live_.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    auto peak = peak_.load(std::memory_order_relaxed);
    while (now > peak && !peak_.compare_exchange_weak(peak, now, std::memory_order_relaxed)) {
    }
  }

  // Gives kept blocks back, the largest first, until at most this many bytes are kept.
  void shrink(int64_t limit) {
    while (!kept_.empty() && kept_bytes_ > limit) {
      const auto last = std::prev(kept_.end());
      kept_bytes_ -= static_cast<int64_t>(last->first);
      std::free(last->second);
      kept_.erase(last);
    }
  }

  std::atomic<int64_t> live_{0};
  std::atomic<int64_t> peak_{0};   // may be reset by the caller
  std::mutex mutex_;               // guards what follows
  std::multimap<size_t, Header*> kept_;
  int64_t kept_bytes_ = 0;
  int64_t most_ = 0;               // the most that was live in large blocks; never reset
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

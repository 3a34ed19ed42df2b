// What libtorch warns of goes to C#, where it would else become a line of the logging library with a source
// path.
#include <atomic>

#include "guard.h"
#include "versions.h"

namespace llmkit {
namespace {

std::atomic<llmkit_warning_callback> listener{nullptr};

class Teller final : public WarningTeller {
  void tell(const std::string& text) override {
    if (auto* callback = listener.load()) callback(text.c_str());
    clear_upper_halves();
  }
};

c10::WarningHandler* handler_of_new_threads() {
  auto* const current = warnings::get_warning_handler();
  warnings::set_warning_handler(nullptr);
  auto* const initial = warnings::get_warning_handler();
  warnings::set_warning_handler(current);
  return initial;
}

}  // namespace

void hear_warnings() {
  // Never destroyed: threads may still warn while the process ends.
  static auto* const teller = new Teller;
  static auto* const initial = handler_of_new_threads();
  if (listener.load() == nullptr) return;

  // During backward libtorch collects warnings with a handler of its own, and tells them at the end.
  if (warnings::get_warning_handler() != initial) return;
  warnings::set_warning_handler(teller);
  hears_warnings = true;
}

}  // namespace llmkit

void llmkit_warnings_listen(llmkit_warning_callback callback) { llmkit::listener = callback; }

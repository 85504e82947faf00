// TensorFlow writes two lines about oneDNN to the terminal while it is being loaded, before it reads
// the log level that was asked for in TF_CPP_MIN_LOG_LEVEL. Loaded globally and first, this function
// stands in for the one of the logging library that TensorFlow carries, and has read it already.
#include <node_api.h>

#include <cstdlib>

#include "absl/log/globals.h"

namespace absl {
ABSL_NAMESPACE_BEGIN

LogSeverityAtLeast MinLogLevel() {
  static const char *const level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
  return static_cast<LogSeverityAtLeast>(level == nullptr ? 0 : std::atoi(level));
}

ABSL_NAMESPACE_END
}  // namespace absl

NAPI_MODULE_INIT() { return exports; }

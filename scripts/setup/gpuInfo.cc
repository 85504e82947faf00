// Asks the NVIDIA driver what there is and whether the CUDA libraries can be opened, and prints the
// answer as JSON (its type is GpuReport in src/backend/gpuReport.ts): `gpuInfo FOLDER LIBRARY...`.
//
// A program of its own: once a process has asked the driver, CUDA_VISIBLE_DEVICES can no longer be
// set in it, and a driver that crashes or hangs takes nothing else with it. Nothing of CUDA is needed
// to compile it: all libraries are opened by name, and the few functions are declared here.
#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

namespace {

constexpr int SUCCESS = 0;

struct Library {
  std::string name;
  void *handle;
  std::string why;  // why it cannot be opened

  // The function `symbol`, or null where there is none.
  template <typename Function>
  Function *find(const char *symbol) const {
    return handle == nullptr ? nullptr : reinterpret_cast<Function *>(dlsym(handle, symbol));
  }
};

// TensorFlow opens its libraries lazily as well.
Library open(const std::string &name, const std::string &path) {
  void *handle = dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL);
  const char *why = handle == nullptr ? dlerror() : nullptr;
  return {name, handle, why == nullptr ? "" : why};
}

std::string text(const std::string &value) {
  std::string json = "\"";
  for (const unsigned char letter : value) {
    char escaped[8];
    std::snprintf(escaped, sizeof escaped, "\\u%04x", letter);
    const bool is_plain = letter >= 0x20 && letter != '"' && letter != '\\';
    json += is_plain ? std::string(1, static_cast<char>(letter)) : escaped;
  }
  return json + '"';
}

std::string list(const std::vector<std::string> &items) {
  std::string json;
  for (const std::string &item : items) json += (json.empty() ? "" : ",") + item;
  return '[' + json + ']';
}

std::string library_json(const Library &library, const std::string &version) {
  return "{\"name\":" + text(library.name) +
         ",\"why\":" + (library.handle == nullptr ? text(library.why) : "null") +
         ",\"version\":" + version + '}';
}

// What the functions cudaRuntimeGetVersion and cudnnGetVersion of a library say.
std::string version_of(const Library &library) {
  int version = 0;
  if (auto *cuda = library.find<int(int *)>("cudaRuntimeGetVersion")) {
    if (cuda(&version) == SUCCESS) return std::to_string(version);
  }
  if (auto *cudnn = library.find<size_t()>("cudnnGetVersion")) return std::to_string(cudnn());
  return "null";
}

// NVIDIA's management library: it sees all GPUs, whatever CUDA_VISIBLE_DEVICES says.
class Management {
 public:
  explicit Management(const Library &library) : library_(library) {
    auto *init = library.find<int()>("nvmlInit_v2");
    is_ready_ = init != nullptr && init() == SUCCESS;
  }

  std::string version() const {
    auto *get = library_.find<int(char *, unsigned)>("nvmlSystemGetDriverVersion");
    char version[96] = "";
    return is_ready_ && get != nullptr && get(version, sizeof version) == SUCCESS ? text(version)
                                                                               : "null";
  }

  std::vector<std::string> names() const {
    auto *count_of = library_.find<int(unsigned *)>("nvmlDeviceGetCount_v2");
    auto *handle_of = library_.find<int(unsigned, void **)>("nvmlDeviceGetHandleByIndex_v2");
    auto *name_of = library_.find<int(void *, char *, unsigned)>("nvmlDeviceGetName");
    unsigned count = 0;
    if (!is_ready_ || !count_of || !handle_of || !name_of || count_of(&count) != SUCCESS) return {};
    std::vector<std::string> names;
    for (unsigned index = 0; index < count; ++index) {
      void *device = nullptr;
      char name[128] = "";
      const bool is_named = handle_of(index, &device) == SUCCESS &&
                            name_of(device, name, sizeof name) == SUCCESS;
      names.push_back(text(is_named ? name : "NVIDIA GPU"));
    }
    return names;
  }

  // Bytes that no process uses of the GPU, or of the part of one, with these 16 bytes of identity.
  std::string free_bytes(const unsigned char *id) const {
    auto *find = library_.find<int(const char *, void **)>("nvmlDeviceGetHandleByUUID");
    auto *memory_of = library_.find<int(void *, unsigned long long *)>("nvmlDeviceGetMemoryInfo");
    if (!is_ready_ || !find || !memory_of) return "null";
    std::string digits;
    for (int byte = 0; byte < 16; ++byte) {
      char pair[4];
      std::snprintf(pair, sizeof pair, "%02x", id[byte]);
      digits += (byte == 4 || byte == 6 || byte == 8 || byte == 10) ? "-" : "";
      digits += pair;
    }
    for (const char *kind : {"MIG-", "GPU-"}) {
      void *device = nullptr;
      unsigned long long total_free_used[3] = {};
      if (find((kind + digits).c_str(), &device) != SUCCESS) continue;
      if (memory_of(device, total_free_used) == SUCCESS) return std::to_string(total_free_used[1]);
    }
    return "null";
  }

 private:
  const Library &library_;
  bool is_ready_;
};

// CUDA's driver library: the GPUs that a program sees, in the order in which it numbers them.
class Driver {
 public:
  explicit Driver(const Library &library) : library_(library) {
    if (library.handle == nullptr) return;
    auto *init = library.find<int(unsigned)>("cuInit");
    status_ = init == nullptr ? -1 : init(0);
  }

  // The highest CUDA that it can serve: 12040 is 12.4.
  std::string cuda() const {
    auto *get = library_.find<int(int *)>("cuDriverGetVersion");
    int version = 0;
    return get != nullptr && get(&version) == SUCCESS ? std::to_string(version) : "null";
  }

  // Why CUDA does not start.
  std::string error() const {
    if (library_.handle == nullptr || status_ == SUCCESS) return "null";
    auto *name_of = library_.find<int(int, const char **)>("cuGetErrorName");
    auto *text_of = library_.find<int(int, const char **)>("cuGetErrorString");
    const char *name = nullptr;
    const char *words = nullptr;
    if (name_of != nullptr) name_of(status_, &name);
    if (text_of != nullptr) text_of(status_, &words);
    return "{\"code\":" + std::to_string(status_) +
           ",\"name\":" + text(name == nullptr ? "an error without a name" : name) +
           ",\"text\":" + text(words == nullptr ? "" : words) + '}';
  }

  std::vector<std::string> gpus(const Management &management) const {
    auto *count_of = library_.find<int(int *)>("cuDeviceGetCount");
    int count = 0;
    if (status_ != SUCCESS || count_of == nullptr || count_of(&count) != SUCCESS) return {};
    std::vector<std::string> gpus;
    for (int device = 0; device < count; ++device) gpus.push_back(gpu(device, management));
    return gpus;
  }

 private:
  std::string gpu(int device, const Management &management) const {
    auto *name_of = library_.find<int(char *, int, int)>("cuDeviceGetName");
    auto *attribute_of = library_.find<int(int *, int, int)>("cuDeviceGetAttribute");
    auto *memory_of = library_.find<int(size_t *, int)>("cuDeviceTotalMem_v2");
    auto *id_of = library_.find<int(unsigned char *, int)>("cuDeviceGetUuid_v2");
    constexpr int MAJOR = 75, MINOR = 76;
    char name[128] = "NVIDIA GPU";
    int major = 0, minor = 0;
    size_t bytes = 0;
    unsigned char id[16] = {};
    if (name_of != nullptr) name_of(name, sizeof name, device);
    if (attribute_of != nullptr) attribute_of(&major, MAJOR, device);
    if (attribute_of != nullptr) attribute_of(&minor, MINOR, device);
    if (memory_of != nullptr) memory_of(&bytes, device);
    const bool has_id = id_of != nullptr && id_of(id, device) == SUCCESS;
    return "{\"name\":" + text(name) + ",\"computeCapability\":\"" + std::to_string(major) + '.' +
           std::to_string(minor) + "\",\"totalBytes\":" + std::to_string(bytes) +
           ",\"freeBytes\":" + (has_id ? management.free_bytes(id) : "null") + '}';
  }

  const Library &library_;
  int status_ = -1;
};

}  // namespace

int main(int count, char **arguments) {
  const std::string folder = count > 1 ? arguments[1] : "";
  const Library cuda = open("libcuda.so.1", "libcuda.so.1");
  const Library nvml = open("libnvidia-ml.so.1", "libnvidia-ml.so.1");
  const Management management(nvml);
  const Driver driver(cuda);
  std::vector<std::string> libraries;
  for (int index = 2; index < count; ++index) {
    const std::string name = arguments[index];
    // From beside TensorFlow, or else from where the system's linker looks.
    const std::string beside = folder + '/' + name;
    const Library library = open(name, access(beside.c_str(), F_OK) == 0 ? beside : name);
    libraries.push_back(library_json(library, version_of(library)));
  }
  const std::string parts[] = {
      "{\"driver\":" + list({library_json(cuda, "null"), library_json(nvml, "null")}),
      "\"driverVersion\":" + management.version(),
      "\"cuda\":" + driver.cuda(),
      "\"error\":" + driver.error(),
      "\"installed\":" + list(management.names()),
      "\"visible\":" + list(driver.gpus(management)),
      "\"libraries\":" + list(libraries) + '}',
  };
  std::string json;
  for (const std::string &part : parts) json += (json.empty() ? "" : ",") + part;
  std::puts(json.c_str());
  std::fflush(stdout);
  // The libraries' own ways out may hang or crash, and nothing of them is wanted any more.
  _exit(0);
}

// An NVIDIA driver without a GPU behind it, for tests: libcuda.so.1 and libnvidia-ml.so.1 in one, as
// far as scripts/setup/gpuInfo.cc asks them. What it says comes from the environment: STAGED_GPUS
// (`name|major|minor|total|free;...`), STAGED_DRIVER, STAGED_CUDA, STAGED_ERROR.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Gpu {
  std::string name, major, minor, total, free;
};

std::string setting(const char *name, const char *otherwise) {
  const char *value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

const std::vector<Gpu> &installed() {
  static const std::vector<Gpu> gpus = [] {
    std::vector<Gpu> all;
    std::stringstream list(setting("STAGED_GPUS", ""));
    for (std::string item; std::getline(list, item, ';');) {
      std::stringstream fields(item);
      Gpu gpu;
      for (std::string *field : {&gpu.name, &gpu.major, &gpu.minor, &gpu.total, &gpu.free}) {
        std::getline(fields, *field, '|');
      }
      all.push_back(gpu);
    }
    return all;
  }();
  return gpus;
}

// Indices into `installed`. As CUDA does, the list ends at the first entry that is no GPU.
std::vector<size_t> visible() {
  std::vector<size_t> shown;
  const char *choice = std::getenv("CUDA_VISIBLE_DEVICES");
  if (choice == nullptr) {
    for (size_t index = 0; index < installed().size(); ++index) shown.push_back(index);
    return shown;
  }
  std::stringstream list(choice);
  for (std::string item; std::getline(list, item, ',');) {
    const long index = item.empty() ? -1 : std::atol(item.c_str());
    if (index < 0 || index >= static_cast<long>(installed().size())) break;
    shown.push_back(static_cast<size_t>(index));
  }
  return shown;
}

const Gpu &shown(int device) { return installed()[visible()[static_cast<size_t>(device)]]; }

unsigned long long number(const std::string &text) { return std::strtoull(text.c_str(), nullptr, 10); }

}  // namespace

extern "C" {

int cuInit(unsigned) {
  const int error = std::atoi(setting("STAGED_ERROR", "0").c_str());
  return error != 0 ? error : visible().empty() ? 100 : 0;
}
int cuDriverGetVersion(int *version) {
  *version = std::atoi(setting("STAGED_CUDA", "13000").c_str());
  return 0;
}
int cuGetErrorName(int error, const char **name) {
  *name = error == 100 ? "CUDA_ERROR_NO_DEVICE" : "CUDA_ERROR_UNKNOWN";
  return 0;
}
int cuGetErrorString(int error, const char **text) {
  *text = error == 100 ? "no CUDA-capable device is detected" : "unknown error";
  return 0;
}
int cuDeviceGet(int *device, int index) {
  *device = index;
  return 0;
}
int cuDeviceGetCount(int *count) {
  *count = static_cast<int>(visible().size());
  return 0;
}
int cuDeviceGetName(char *name, int size, int device) {
  std::snprintf(name, static_cast<size_t>(size), "%s", shown(device).name.c_str());
  return 0;
}
int cuDeviceGetAttribute(int *value, int attribute, int device) {
  *value = std::atoi((attribute == 75 ? shown(device).major : shown(device).minor).c_str());
  return attribute == 75 || attribute == 76 ? 0 : 1;
}
int cuDeviceTotalMem_v2(size_t *bytes, int device) {
  *bytes = number(shown(device).total);
  return 0;
}
// The first byte of an identity is the number of the GPU.
int cuDeviceGetUuid_v2(unsigned char *id, int device) {
  std::memset(id, 0, 16);
  id[0] = static_cast<unsigned char>(visible()[static_cast<size_t>(device)]);
  id[15] = 7;
  return 0;
}

int nvmlInit_v2() { return 0; }
int nvmlSystemGetDriverVersion(char *version, unsigned size) {
  std::snprintf(version, size, "%s", setting("STAGED_DRIVER", "580.65.06").c_str());
  return 0;
}
int nvmlDeviceGetCount_v2(unsigned *count) {
  *count = static_cast<unsigned>(installed().size());
  return 0;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
  *device = const_cast<Gpu *>(&installed()[index]);
  return 0;
}
int nvmlDeviceGetHandleByUUID(const char *id, void **device) {
  unsigned index = 0;
  const int found = std::sscanf(id, "GPU-%2x000000-0000-0000-0000-000000000007", &index);
  if (found != 1 || index >= installed().size()) return 6;
  return nvmlDeviceGetHandleByIndex_v2(index, device);
}
int nvmlDeviceGetName(void *device, char *name, unsigned size) {
  std::snprintf(name, size, "%s", static_cast<Gpu *>(device)->name.c_str());
  return 0;
}
int nvmlDeviceGetMemoryInfo(void *device, unsigned long long *total_free_used) {
  const Gpu &gpu = *static_cast<Gpu *>(device);
  total_free_used[0] = number(gpu.total);
  total_free_used[1] = number(gpu.free);
  total_free_used[2] = number(gpu.total) - number(gpu.free);
  return 0;
}

}  // extern "C"

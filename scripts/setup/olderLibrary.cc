// A compiler that is newer than the C++ library of another machine calls this function of its own
// library where an array's length overflows. With one of our own, the binding also loads on machines
// with an older library than this one's: the nodes of a cluster that got a bundle.
#include <new>

namespace std {

__attribute__((visibility("hidden"))) void __throw_bad_array_new_length() {
  throw bad_array_new_length();
}

}  // namespace std

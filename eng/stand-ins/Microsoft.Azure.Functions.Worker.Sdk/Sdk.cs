// A stand-in, not Microsoft's SDK: an empty package. The real one writes the metadata the Functions host reads, at build time
// (docs/packages.md); LocalHost reads the attributes themselves.

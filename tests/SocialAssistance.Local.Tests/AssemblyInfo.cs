using Xunit.Sdk;
using Xunit.v3;

// The crash test takes the whole machine, and other tests wait for background loops with a bound: one after the other.
[assembly: Parallelization(Mode = ParallelMode.None)]

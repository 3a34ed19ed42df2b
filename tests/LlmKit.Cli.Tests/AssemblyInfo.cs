using System.Runtime.Versioning;

// A script that one test writes must not be open for writing in the child that another test is just starting.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
// The launcher is a bash script, and tests write scripts in its place.
[assembly: SupportedOSPlatform("linux")]

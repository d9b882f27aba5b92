using Quantum.Conformance;

[assembly: AssemblyFixture(typeof(Azurite))]

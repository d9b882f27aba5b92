namespace Quantum.Cli.State;

/// <summary>A state directory cannot serve: missing, in use, or of another run. The message says what to do.</summary>
internal sealed class StateException(string message) : Exception(message);

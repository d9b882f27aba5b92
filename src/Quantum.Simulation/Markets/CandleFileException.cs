namespace Quantum.Simulation.Markets;

/// <summary>
/// A recorded file cannot be used. It is thrown while a replay loads, before anything is traded: a run on half-read
/// data would prove nothing.
/// </summary>
public sealed class CandleFileException : Exception
{
    /// <summary>Without a message.</summary>
    public CandleFileException()
    {
    }

    /// <summary>With what is wrong.</summary>
    public CandleFileException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause.</summary>
    public CandleFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With the place.</summary>
    /// <param name="file">Path of the file or directory.</param>
    /// <param name="line">Line number from 1, the header's; 0 for the file as a whole.</param>
    /// <param name="field">Column of the header; <see langword="null"/> where the whole line or file is meant.</param>
    /// <param name="problem">What is wrong, with the value found.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public CandleFileException(
        string file, long line, string? field, string problem, Exception? innerException = null)
        : base(Describe(file, line, field, problem), innerException)
    {
        File = file;
        Line = line;
        Field = field;
        Problem = problem;
    }

    /// <summary>Path of the file or directory; empty where unknown.</summary>
    public string File { get; } = "";

    /// <summary>Line number from 1, the header's; 0 for the file as a whole.</summary>
    public long Line { get; }

    /// <summary>Column of the header; <see langword="null"/> where the whole line or file is meant.</summary>
    public string? Field { get; }

    /// <summary>What is wrong, without the place; empty where unknown.</summary>
    public string Problem { get; } = "";

    private static string Describe(string file, long line, string? field, string problem)
    {
        var place = line > 0 ? $", line {line}" : "";
        return field is null ? $"{file}{place}: {problem}" : $"{file}{place}, {field}: {problem}";
    }
}

namespace MerchantStudio.Core.Domain;

/// <summary>Why a file cannot be read at all: a resource key and the detail that its sentence needs.</summary>
public sealed record ImportProblem(string Key, string? Detail = null);

/// <summary>Thrown while reading when the file turns out to be damaged beyond its rows; nothing of it may be kept.</summary>
public sealed class ImportFileException(ImportProblem problem, Exception? inner = null)
    : Exception(problem.Detail is null ? problem.Key : $"{problem.Key}: {problem.Detail}", inner)
{
    public ImportProblem Problem { get; } = problem;
}

/// <summary>Something the merchant should know before committing: a resource key and its detail.</summary>
public sealed record ImportWarning(string Key, string? Detail = null);

/// <summary>One column of the file as the mapping page shows it.</summary>
public sealed record InspectedColumn(string Name, IReadOnlyList<string> Samples);

/// <summary>What was recognised in a file, and why.</summary>
public sealed record ImportInspection
{
    /// <summary>Set when the file cannot be read; then nothing else is.</summary>
    public ImportProblem? Problem { get; init; }

    public ImportPlan? Plan { get; init; }
    public string? Preset { get; init; }
    public ImportKind? Kind { get; init; }

    /// <summary>0 to 1; below 0.5 the mapping should be looked at.</summary>
    public double Confidence { get; init; }

    /// <summary>Resource key of the reason, with its detail (the headers that gave it away).</summary>
    public ImportWarning? Why { get; init; }

    public IReadOnlyList<InspectedColumn> Columns { get; init; } = [];
    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];

    /// <summary>SHA-256 over the normalised header names, hex: the key under which a mapping is remembered.</summary>
    public string? HeaderFingerprint { get; init; }

    /// <summary>The workbook's sheets that may be read instead; empty for other files.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>The one currency that the sampled rows name; null when they name none or several.</summary>
    public string? Currency { get; init; }
}

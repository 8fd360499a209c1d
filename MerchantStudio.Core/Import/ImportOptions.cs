using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Import;

/// <summary>Limits of the import; section <c>MerchantStudio:Import</c>.</summary>
public sealed record ImportOptions
{
    public const string Section = "MerchantStudio:Import";

    /// <summary>Longest record (one row with its quoted newlines) in bytes, 64 KiB to 256 MiB.</summary>
    public int MaxRecordBytes { get; init; } = 4 << 20;

    /// <summary>Longest cell in bytes, 1 KiB up to <see cref="MaxRecordBytes"/>; a row with a longer one is set aside.</summary>
    public int MaxCellBytes { get; init; } = 1 << 20;

    /// <summary>Most columns, 1 to 16,384.</summary>
    public int MaxColumns { get; init; } = 4096;

    /// <summary>How many times larger than its gzip file the content may be, 10 to 100,000.</summary>
    public int MaxCompressionRatio { get; init; } = 1000;

    /// <summary>Blocks parsed at the same time; 0 means one per core, at most 64.</summary>
    public int Parallelism { get; init; }

    /// <summary>Bytes read from the start of a file to recognise it, 4 KiB to 16 MiB.</summary>
    public int InspectBytes { get; init; } = 512 << 10;
}

internal sealed class ImportOptionsValidator : IValidateOptions<ImportOptions>
{
    public ValidateOptionsResult Validate(string? name, ImportOptions options)
    {
        var problems = new List<string>();
        Check(problems, nameof(options.MaxRecordBytes), options.MaxRecordBytes, 64 << 10, 256 << 20);
        Check(problems, nameof(options.MaxCellBytes), options.MaxCellBytes, 1 << 10, options.MaxRecordBytes);
        Check(problems, nameof(options.MaxColumns), options.MaxColumns, 1, 16_384);
        Check(problems, nameof(options.MaxCompressionRatio), options.MaxCompressionRatio, 10, 100_000);
        Check(problems, nameof(options.Parallelism), options.Parallelism, 0, 64);
        Check(problems, nameof(options.InspectBytes), options.InspectBytes, 4 << 10, 16 << 20);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Check(List<string> problems, string key, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            problems.Add(FormattableString.Invariant($"{ImportOptions.Section}:{key} must lie between {least} and {most}; found {value}."));
        }
    }
}

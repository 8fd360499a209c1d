using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>Limits of uploads; section <c>MerchantStudio:Upload</c>.</summary>
public sealed class UploadOptions
{
    public const string Section = "MerchantStudio:Upload";

    /// <summary>Largest file, in bytes, 1 MiB to 1 TiB.</summary>
    public long MaxUploadBytes { get; set; } = 8L << 30;

    /// <summary>Largest piece that one request may bring, in bytes, 64 KiB to 1 GiB.</summary>
    public long MaxPieceBytes { get; set; } = 64L << 20;

    /// <summary>Days that an uploaded file that was never imported is kept, 1 to 365.</summary>
    public int KeepDays { get; set; } = 7;
}

internal sealed class UploadOptionsValidator : IValidateOptions<UploadOptions>
{
    public ValidateOptionsResult Validate(string? name, UploadOptions options)
    {
        List<string> problems = [];
        if (options.MaxUploadBytes is < 1 << 20 or > 1L << 40)
        {
            problems.Add($"{UploadOptions.Section}:MaxUploadBytes must be {1 << 20} to {1L << 40}; it is {options.MaxUploadBytes}.");
        }

        if (options.MaxPieceBytes is < 1 << 16 or > 1L << 30)
        {
            problems.Add($"{UploadOptions.Section}:MaxPieceBytes must be {1 << 16} to {1L << 30}; it is {options.MaxPieceBytes}.");
        }

        if (options.KeepDays is < 1 or > 365)
        {
            problems.Add($"{UploadOptions.Section}:KeepDays must be 1 to 365; it is {options.KeepDays}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Storage;

/// <summary>Where the record lives. Section <c>MerchantStudio:Storage</c>; the data folder is <c>MerchantStudio:DataFolder</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "MerchantStudio:Storage";
    public const string DataFolderKey = "MerchantStudio:DataFolder";

    /// <summary>Catalogue name of the engine: <c>sqlite</c> or <c>postgresql</c>.</summary>
    public string Engine { get; set; } = "sqlite";

    /// <summary>Connection string; may stay empty for SQLite, which then keeps <c>merchant.db</c> in the data folder.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Folder of the database, event segments, snapshots, artefacts and uploads; relative ones start at the working folder.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>Seconds that a statement waits for another writer before it fails, 1 to 3600.</summary>
    public int BusyTimeoutSeconds { get; set; } = 120;
}

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> problems = [];
        var engine = Engines.StorageEngineCatalog.Find(options.Engine);
        if (engine is null)
        {
            problems.Add($"{StorageOptions.Section}:Engine must be one of {string.Join(", ", Engines.StorageEngineCatalog.Names)}; it is '{options.Engine}'.");
        }

        if (engine is { NeedsConnectionString: true } && string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            problems.Add($"{StorageOptions.Section}:ConnectionString must be set for the engine '{options.Engine}'; it is empty.");
        }

        if (string.IsNullOrWhiteSpace(options.DataFolder))
        {
            problems.Add($"{StorageOptions.DataFolderKey} must name a folder; it is empty.");
        }

        if (options.BusyTimeoutSeconds is < 1 or > 3600)
        {
            problems.Add($"{StorageOptions.Section}:BusyTimeoutSeconds must be 1 to 3600; it is {options.BusyTimeoutSeconds}.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

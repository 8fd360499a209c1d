using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import;

/// <summary>Reads a file row by row as the plan says.</summary>
public interface IImportReader
{
    /// <summary>
    /// Streams the file in order, in bounded memory. The same file, plan and shop always give the same rows.
    /// </summary>
    /// <exception cref="ImportFileException">The file is damaged, or breaks a limit, beyond single rows.</exception>
    IAsyncEnumerable<ImportedChunk> ReadAsync(ImportSource source, ImportPlan plan, ImportShop shop, CancellationToken cancellationToken);
}

/// <summary>Looks at the first part of a file and says what it is.</summary>
public interface IImportInspector
{
    /// <summary>Never throws for what a file holds: what cannot be read comes back as <see cref="ImportInspection.Problem"/>.</summary>
    Task<ImportInspection> InspectAsync(ImportSource source, ImportRequest request, ImportShop shop, CancellationToken cancellationToken);
}

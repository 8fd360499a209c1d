using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>
/// One export format of one platform. To add one: a class here, a line in <see cref="CsvPresetCatalog"/>, and a fixture
/// <c>TestData/Csv/&lt;name&gt;.csv</c>, which the contract test reads.
/// </summary>
public interface ICsvPreset
{
    /// <summary>Lower-case letters, digits and hyphens; stored with every batch.</summary>
    string Name { get; }

    ImportKind Kind { get; }

    /// <summary>Says how sure it is that the file is of this format; null when it is not. Looks at names, never at positions.</summary>
    PresetMatch? Recognise(CsvHead head);

    /// <summary>The mapping for a file that it recognised.</summary>
    ColumnMapping Map(CsvHead head);
}

/// <summary>Why a preset takes a file for its own.</summary>
/// <param name="Confidence">Above 0.5 up to 1 for a recognised platform.</param>
/// <param name="Reason">Resource key of the sentence.</param>
/// <param name="Detail">The headers or values that gave it away.</param>
public sealed record PresetMatch(double Confidence, string Reason, string Detail);

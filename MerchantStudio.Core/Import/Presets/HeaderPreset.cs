using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Mapping;
using MerchantStudio.Core.Import.Recognition;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>A format that is known by its header: all names of the signature, whatever their order and company.</summary>
internal abstract class HeaderPreset : ICsvPreset
{
    /// <summary>The zone of the Chinese platforms' times, wherever the shop sits.</summary>
    protected const string ChinaTime = "Asia/Shanghai";

    // The signature is looked for in a dozen records of every file.
    private string[][]? _normalised;

    public abstract string Name { get; }
    public abstract ImportKind Kind { get; }

    /// <summary>Names that the file must have; a name with '|' means any of its parts.</summary>
    protected abstract IReadOnlyList<string> Signature { get; }

    /// <summary>The names that a column of each field can have, the likeliest first.</summary>
    protected abstract IReadOnlyDictionary<ImportField, string[]> Fields { get; }

    protected virtual ImportLayout Layout => ImportLayout.LinePerRow;

    public PresetMatch? Recognise(CsvHead head)
    {
        if (!head.HasHeader || !Array.TrueForAll(Normalised(), names => Array.Exists(names, head.HasNormalised)))
        {
            return null;
        }

        var known = Fields.Count(pair => head.Find(pair.Value) is not null);
        var confidence = 0.8 + 0.2 * known / Math.Max(1, Fields.Count);
        return new PresetMatch(confidence, "RecognisedByHeader", string.Join(", ", Signature.Select(name => head.Find(name.Split('|')))));
    }

    public virtual ColumnMapping Map(CsvHead head)
    {
        var columns = new Dictionary<ImportField, string>();
        foreach (var (field, names) in Fields)
        {
            if (head.Find(names) is { } column)
            {
                columns[field] = column;
            }
        }

        var customer = columns.GetValueOrDefault(ImportField.CustomerId);
        return new ColumnMapping
        {
            Kind = Kind,
            Preset = Name,
            Layout = Layout,
            Columns = columns,
            CustomerIsPersonal = customer is not null && PersonalColumns.IsPersonal(customer),
        };
    }

    private string[][] Normalised() => _normalised ??= [.. Signature.Select(names => names.Split('|').Select(HeaderText.Normalise).ToArray())];
}

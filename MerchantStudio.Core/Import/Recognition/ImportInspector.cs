using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Decoding;
using MerchantStudio.Core.Import.Presets;
using MerchantStudio.Core.Import.Values;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Import.Recognition;

/// <summary>Recognises a file from its first part.</summary>
internal sealed class ImportInspector(IOptions<ImportOptions> options) : IImportInspector
{
    private const int SamplesShown = 5;
    private const double Sure = 0.5;

    // Most bytes of one can be read as the other, and the vote of the lines can go wrong for a file of few words.
    private static readonly string[] s_lookalikes = [EncodingGuess.Gb18030, EncodingGuess.Windows1252];

    public Task<ImportInspection> InspectAsync(ImportSource source, ImportRequest request, ImportShop shop, CancellationToken cancellationToken) =>
        Task.Run(() => Inspect(source, request, shop), cancellationToken);

    private ImportInspection Inspect(ImportSource source, ImportRequest request, ImportShop shop)
    {
        try
        {
            source = source with { Sheet = request.Sheet };
            var sample = Witnessed(FileSample.Read(source, request, options.Value), source, request);
            source = source with { Sheet = sample.Sheet };
            return sample.Records.Count == 0
                ? Refused(new ImportProblem("EmptyFile"))
                : WithOrders(Recognise(sample, source, request, shop), source, shop);
        }
        catch (ImportFileException refused)
        {
            return Refused(refused.Problem);
        }
    }

    /// <summary>The sample, or the file read in another encoding in which the header is one that a platform writes.</summary>
    private FileSample Witnessed(FileSample sample, ImportSource source, ImportRequest request)
    {
        if (request.Encoding is not null || !s_lookalikes.Contains(sample.Encoding))
        {
            return sample;
        }

        return s_lookalikes.Where(encoding => encoding != sample.Encoding)
            .Select(encoding => FileSample.Read(source, request with { Encoding = encoding }, options.Value))
            .Prepend(sample)
            .MaxBy(read => HeaderFinder.Find(read.Records, Presets(request)).Match?.Confidence ?? 0)!;
    }

    // Lines without their orders have neither time nor buyer: the second file is recognised with the first.
    private ImportInspection WithOrders(ImportInspection lines, ImportSource source, ImportShop shop)
    {
        if (lines.Plan?.Mapping.Layout != ImportLayout.TwoFileJoin)
        {
            return lines;
        }

        var orders = source.Orders is null ? null : Inspect(source.Orders, new ImportRequest { Kind = ImportKind.Orders }, shop);
        return orders?.Plan is { } plan
            ? lines with { Plan = lines.Plan with { Orders = plan } }
            : lines with { Warnings = [.. lines.Warnings, new ImportWarning("NeedsOrderFile")] };
    }

    private ImportInspection Recognise(FileSample sample, ImportSource source, ImportRequest request, ImportShop shop)
    {
        var found = HeaderFinder.Find(sample.Records, Presets(request));
        if (found.Head.HasHeader && found.Head.Rows.Count == 0)
        {
            return Refused(new ImportProblem("HeaderOnly"));
        }

        if (request.Corrects is null && request.Preset is { } asked && found.Preset is null && asked != GenericPreset.PresetName)
        {
            return Refused(new ImportProblem("NotThisPreset", asked));
        }

        var (mapping, match) = found.Preset is { } preset ? (preset.Map(found.Head), found.Match!) : GenericPreset.Guess(found.Head, request.Kind);
        if (request.Mapping is { } given)
        {
            // Unless somebody changed what the columns mean, the reason stays what it was.
            match = request.Corrects is not null ? new PresetMatch(1, "CorrectedRows", given.Preset)
                : HasSameColumns(given, mapping) ? match : new PresetMatch(1, "RememberedMapping", given.Preset);
            mapping = given;
        }

        if (request.Kind is { } kind && mapping.Kind != kind && match.Confidence >= Sure)
        {
            return Refused(new ImportProblem("OtherKind", mapping.Kind.ToString()));
        }

        return Describe(sample, source, request, shop, found, mapping, match);
    }

    private static bool HasSameColumns(ColumnMapping one, ColumnMapping other) =>
        one.Kind == other.Kind && one.Preset == other.Preset && one.Columns.Count == other.Columns.Count
        && one.Columns.All(pair => other.Columns.GetValueOrDefault(pair.Key) == pair.Value);

    private static IReadOnlyList<ICsvPreset> Presets(ImportRequest request) => request.Preset switch
    {
        null => CsvPresetCatalog.Platforms,
        GenericPreset.PresetName => [],
        _ => CsvPresetCatalog.Find(request.Preset) is { } preset
            ? [preset]
            : throw new ImportFileException(new ImportProblem("UnknownPreset", request.Preset)),
    };

    private ImportInspection Describe(
        FileSample sample, ImportSource source, ImportRequest request, ImportShop shop, FoundHeader found, ColumnMapping mapping, PresetMatch match)
    {
        var head = found.Head;
        var (style, warnings) = request.Values is { } known
            ? (known with { MonthFirst = mapping.DateOrder == DateOrder.Auto ? known.MonthFirst : mapping.DateOrder == DateOrder.MonthFirst, DecimalComma = mapping.DecimalComma ?? known.DecimalComma }, [])
            : ValueStyleFinder.Find(head, mapping, sample, found.LeadingRecords, source, options.Value);
        var currency = SampleCurrency(head, mapping);
        warnings.AddRange(Warnings(sample, found, mapping, currency, shop));
        return new ImportInspection
        {
            Plan = new ImportPlan
            {
                Encoding = sample.Encoding,
                Delimiter = sample.Delimiter,
                LeadingRecords = found.LeadingRecords,
                Columns = head.Columns,
                Mapping = mapping,
                Values = style,
                Corrects = request.Corrects,
                Sheet = sample.Sheet,
            },
            Preset = mapping.Preset,
            Kind = mapping.Kind,
            Confidence = match.Confidence,
            Why = new ImportWarning(match.Reason, match.Detail),
            Columns = [.. head.Columns.Select(name => new InspectedColumn(name, [.. head.Values(name).Distinct().Take(SamplesShown)]))],
            Warnings = warnings,
            Sheets = sample.Sheets,
            HeaderFingerprint = HeaderText.Fingerprint(head.Columns),
            Currency = currency,
        };
    }

    private static IEnumerable<ImportWarning> Warnings(FileSample sample, FoundHeader found, ColumnMapping mapping, string? currency, ImportShop shop)
    {
        var header = found.LeadingRecords > 0 ? sample.Records[found.LeadingRecords - 1] : [];
        var repeated = header.Select(HeaderText.Normalise).Where(name => name.Length > 0).GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key);
        if (string.Join(", ", repeated) is { Length: > 0 } names)
        {
            yield return new ImportWarning("DuplicateHeaders", names);
        }

        if (!found.Head.HasHeader)
        {
            yield return new ImportWarning("NoHeader");
        }
        else if (found.LeadingRecords > 1)
        {
            yield return new ImportWarning("HeaderBelowTitle", found.LeadingRecords.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (ImportFields.Missing(mapping) is { Count: > 0 } missing)
        {
            yield return new ImportWarning("MissingColumns", string.Join("; ", missing.Select(group => string.Join(" / ", group))));
        }

        if (currency is not null && currency != shop.Currency)
        {
            yield return new ImportWarning("OtherCurrency", currency);
        }
    }

    // A currency column that names one currency, or marks at the prices that do.
    private static string? SampleCurrency(CsvHead head, ColumnMapping mapping)
    {
        var named = mapping.Columns.TryGetValue(ImportField.Currency, out var column)
            ? head.Values(column).Select(value => value.ToUpperInvariant()).Where(Currencies.IsCode).Distinct().ToList()
            : [.. mapping.Columns.Where(pair => ImportFields.IsAmount(pair.Key)).SelectMany(pair => head.Values(pair.Value))
                .Select(value => CurrencyMarks.CodeOf(System.Text.Encoding.UTF8.GetBytes(value))).OfType<string>().Distinct()];
        return named.Count == 1 ? named[0] : mapping.Currency;
    }

    private static ImportInspection Refused(ImportProblem problem) => new() { Problem = problem };
}

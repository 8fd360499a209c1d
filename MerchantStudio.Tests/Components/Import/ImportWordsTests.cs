using System.Globalization;
using System.Resources;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Presets;
using MerchantStudio.Core.Import.Rows;
using MerchantStudio.Resources;

namespace MerchantStudio.Tests.Components.Import;

/// <summary>What the import says in keys has words: a new reason, field or preset cannot be forgotten.</summary>
public sealed class ImportWordsTests
{
    private static readonly ResourceManager s_words = new(typeof(Imports));

    public static TheoryData<string> Keys =>
    [
        .. RowReasons.All.SelectMany(reason => new[] { "Reason." + reason, "ReasonFix." + reason }),
        .. CsvPresetCatalog.Platforms.Select(preset => "Preset." + preset.Name), "Preset." + CsvPresetCatalog.Generic,
        .. Enum.GetNames<ImportField>().Select(name => "Field." + name),
        .. Enum.GetNames<ImportKind>().Select(kind => "Kind." + kind),
        .. Enum.GetNames<ImportLayout>().Where(layout => layout != nameof(ImportLayout.LinePerRow)).Select(layout => "Layout." + layout),
        .. Enum.GetNames<ImportKind>().Select(kind => "Layout.LinePerRow." + kind),
        .. Enum.GetNames<ImportBatchState>().Select(state => "State." + state),
        .. Enum.GetNames<OrderStatus>().Select(status => "OrderStatus." + status),
        .. Enum.GetNames<OtherCurrencyRule>().Select(rule => "OtherCurrencyRule." + rule),
        .. Enum.GetNames<DateOrder>().Select(order => "DateOrder." + order),
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_OfTheImport_HasWordsInBothLanguages(string key)
    {
        s_words.GetString(key, CultureInfo.InvariantCulture).ShouldNotBeNullOrWhiteSpace();
        s_words.GetResourceSet(CultureInfo.GetCultureInfo("zh-CN"), createIfNotExists: true, tryParents: false)!.GetString(key).ShouldNotBeNullOrWhiteSpace();
    }
}

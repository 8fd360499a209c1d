using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using MerchantStudio.Tests.Analytics;
using MerchantStudio.Tests.Pipeline.Import;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Commands;

/// <summary>The verbs of the conversion pages over the shops that break others, each in a process of its own.</summary>
[Trait("Category", "Slow")]
public sealed class EdgeShopVerbTests
{
    private static readonly string[][] s_verbs =
    [
        ["funnel", "--steps", "view_item,add_to_cart,begin_checkout,purchase", "--window", "7d", "--by", "device", "--trend", "month"],
        ["funnel", "--steps", "quiz_done,purchase", "--order", "any", "--from", "2024-03-01", "--to", "2024-03-31"],
        ["paths", "--step", "view_item"], ["retention", "--by", "week"], ["kpis", "--by", "day"], ["conversion"], ["conversion", "--from", "2024-03-01", "--to", "2024-03-31"], ["intent"],
    ];

    public static TheoryData<string> Shops => [.. EdgeShopTests.All.Keys];

    [Theory, MemberData(nameof(Shops))]
    public async Task Verbs_OfAStrangeShop_PrintOneObjectOfFiniteNumbersAndPlainNames(string name)
    {
        await using var app = StudioApp.InProcess();
        var shop = await app.CreateShopAsync(name);
        app.PutSnapshot(shop, builder =>
        {
            foreach (var row in EdgeShopTests.All[name]())
            {
                builder.Add(row);
            }
        });

        foreach (var verb in s_verbs)
        {
            var (code, output, log) = await RunAsync([.. verb, "--shop", shop.Slug, "--data", app.DataFolder, "--json"]);

            code.ShouldBe(0, $"{string.Join(' ', verb)}: {log}");
            JsonDocument.Parse(output).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
            Regex.IsMatch(output, @"\\u00[01][0-9a-f]|NaN|Infinity").ShouldBeFalse(output);
        }
    }

    private static async Task<(int Code, string Output, string Log)> RunAsync(string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [ImportProcess.Program, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var log = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, log);
    }
}

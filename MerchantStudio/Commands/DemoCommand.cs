using System.CommandLine;
using System.Diagnostics;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Demo;

namespace MerchantStudio.Commands;

/// <summary><c>demo</c>: writes the files of a demo shop and imports them like any other.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var customers = new Option<int>("--customers") { Description = "How many people buy, 10 to 200,000.", DefaultValueFactory = _ => new DemoOptions().Customers };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same shop.", DefaultValueFactory = _ => new DemoOptions().Seed };
        var currency = new Option<string?>("--currency") { Description = "Currency of the shop when it is created." };
        var timeZone = new Option<string?>("--time-zone") { Description = "Time zone of the shop when it is created." };
        var keep = new Option<DirectoryInfo?>("--keep-files") { Description = "Folder in which the files stay; without it they are deleted." };
        var command = new Command("demo", "Makes a demo shop.") { shop, customers, seed, currency, timeZone, keep, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var target = await services.GetRequiredService<NewShops>()
                .FindOrCreateAsync(parsed.GetRequiredValue(shop), parsed.GetValue(currency), parsed.GetValue(timeZone), token);
            var options = new DemoOptions { Customers = parsed.GetValue(customers), Seed = parsed.GetValue(seed), Currency = target.Currency };
            return await RunAsync(services, target, options, parsed.GetValue(keep)?.FullName, token);
        }, cancellationToken));
        return command;
    }

    private static async Task<object> RunAsync(
        IServiceProvider services, Shop shop, DemoOptions options, string? keptFolder, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var folder = keptFolder ?? Directory.CreateTempSubdirectory("merchant-demo-").FullName;
        try
        {
            var files = new Dictionary<string, FileImportResult>();
            foreach (var file in DemoShop.Write(folder, options, cancellationToken))
            {
                files[file.Kind.ToString().ToLowerInvariant()] = await services.GetRequiredService<FileImport>()
                    .RunAsync(shop.Id, file.Path, null, new ImportRequest { Kind = file.Kind }, dryRun: false, cancellationToken);
            }

            return new { shop = shop.Slug, options.Seed, options.Customers, files, seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3) };
        }
        finally
        {
            if (keptFolder is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}

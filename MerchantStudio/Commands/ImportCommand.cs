using System.CommandLine;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;

namespace MerchantStudio.Commands;

/// <summary><c>import</c>: takes a file, or every file that arrives in a folder, into a shop, which is created when it does not exist.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var file = new Option<FileInfo>("--file") { Description = "The export: text, plain or gzip, or an Excel workbook." }.AcceptExistingOnly();
        var watch = new Option<DirectoryInfo>("--watch") { Description = "Take every file that arrives in this folder, each content once, until Ctrl+C." }.AcceptExistingOnly();
        var once = new Option<bool>("--once") { Description = "With --watch: take what is there and end." };
        var every = new Option<int>("--every") { Description = "With --watch: seconds between two looks, 1 to 3600.", DefaultValueFactory = _ => 5 };
        every.Validators.Add(given =>
        {
            if (given.GetValue(every) is < 1 or > 3600)
            {
                given.AddError("--every must be 1 to 3600 seconds.");
            }
        });
        var orders = new Option<FileInfo?>("--orders-file") { Description = "The file of the orders, when --file holds only their lines (Taobao)." };
        var kind = new Option<string>("--kind") { Description = "What the file holds.", DefaultValueFactory = _ => "auto" };
        kind.AcceptOnlyFromAmong("auto", "orders", "catalog", "customers", "events", "reviews");
        var preset = new Option<string?>("--preset") { Description = "Name of an export format; recognised without it." };
        var encoding = new Option<string?>("--encoding") { Description = "utf-8, gb18030, utf-16le, utf-16be or windows-1252; recognised without it." };
        var sheet = new Option<string?>("--sheet") { Description = "Sheet of a workbook; the first that holds a table without it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and count everything, store nothing." };
        var currency = new Option<string?>("--currency") { Description = "Currency of a shop that is created." };
        var timeZone = new Option<string?>("--time-zone") { Description = "Time zone of a shop that is created." };
        var command = new Command("import", "Takes a file into a shop.") { shop, file, watch, once, every, orders, kind, preset, encoding, sheet, dryRun, currency, timeZone, data, json };
        command.Validators.Add(given =>
        {
            if (given.GetValue(file) is null == (given.GetValue(watch) is null))
            {
                given.AddError("Name either --file or --watch.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(watch) is { } folder)
            {
                return VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
                {
                    var target = await services.GetRequiredService<NewShops>().FindOrCreateAsync(
                        parsed.GetRequiredValue(shop), parsed.GetValue(currency), parsed.GetValue(timeZone), token);
                    return await services.GetRequiredService<FolderWatch>().RunAsync(
                        target.Id, folder.FullName, parsed.GetValue(once), TimeSpan.FromSeconds(parsed.GetValue(every)), token);
                }, cancellationToken);
            }

            var request = new ImportRequest
            {
                Kind = Enum.TryParse<ImportKind>(parsed.GetValue(kind), ignoreCase: true, out var asked) ? asked : null,
                Preset = parsed.GetValue(preset),
                Encoding = parsed.GetValue(encoding),
                Sheet = parsed.GetValue(sheet),
            };
            var path = parsed.GetValue(file)!.FullName;
            return VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
            {
                var money = parsed.GetValue(currency) ?? await CurrencyOfAsync(services, path, request, token);
                var target = await services.GetRequiredService<NewShops>().FindOrCreateAsync(parsed.GetRequiredValue(shop), money, parsed.GetValue(timeZone), token);
                return await services.GetRequiredService<FileImport>().RunAsync(target.Id, path, parsed.GetValue(orders)?.FullName, request, parsed.GetValue(dryRun), token);
            }, cancellationToken);
        });
        return command;
    }

    // A shop that is about to be created takes the currency of its first file, where that names one.
    private static async Task<string?> CurrencyOfAsync(IServiceProvider services, string path, ImportRequest request, CancellationToken cancellationToken)
    {
        var shop = new ImportShop { Currency = "GBP", TimeZoneId = "UTC", CustomerKeys = services.GetRequiredService<ICustomerKeyProtector>() };
        var inspection = await services.GetRequiredService<IImportInspector>().InspectAsync(ImportSource.FromFile(path), request, shop, cancellationToken);
        return inspection.Currency;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MerchantStudio.Tests.Pipeline.Import;

/// <summary>The program itself, importing from its command line in a process of its own.</summary>
internal static class ImportProcess
{
    public static string Program => Path.Combine(AppContext.BaseDirectory, "MerchantStudio.dll");

    public static Process Start(string dataFolder, string file) => Process.Start(
        new ProcessStartInfo("dotnet", [Program, "import", "--shop", "s", "--currency", "GBP", "--time-zone", "Etc/UTC", "--file", file, "--data", dataFolder, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Imports to the end.</summary>
    public static async Task RunAsync(string dataFolder, string file)
    {
        using var process = Start(dataFolder, file);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var log = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await log + await output);
    }

    public static string WriteOrders(string path, int from, int rows)
    {
        var text = new StringBuilder("order_id,order_date,customer_id,product_id,quantity,unit_price\n");
        for (var row = from; row < from + rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"o{row / 4},2025-01-{(row / 4 % 28) + 1:00},c{row / 4 % 701},p{row % 307},{(row % 3) + 1},{row % 40}.99\n");
        }

        File.WriteAllText(path, text.ToString());
        return path;
    }

    public static string WriteEvents(string path, int from, int rows)
    {
        var text = new StringBuilder("event_time,event_type,user_id,session_id,product_id,price\n");
        var start = new DateTime(2025, 1, 6, 0, 0, 0, DateTimeKind.Utc);
        for (var row = from; row < from + rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{start.AddSeconds(row * 7):yyyy-MM-ddTHH:mm:ssZ},view_item,c{row % 701},s{row / 5},p{row % 307},{row % 40}.99\n");
        }

        File.WriteAllText(path, text.ToString());
        return path;
    }
}

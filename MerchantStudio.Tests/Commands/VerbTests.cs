using System.Diagnostics;
using System.Text.Json;
using MerchantStudio.Core.Import.Demo;
using MerchantStudio.Tests.Pipeline.Import;

namespace MerchantStudio.Tests.Commands;

/// <summary>The main job without a browser, each verb in a process of its own as a script would call it.</summary>
public sealed class VerbTests(VerbTests.DemoData demo) : IClassFixture<VerbTests.DemoData>
{
    [Fact]
    public void Demo_OfAFewCustomers_SaysOfEveryFileWhatBecameOfItsRows()
    {
        var files = demo.Answer.GetProperty("files").EnumerateObject().ToList();

        files.Select(file => file.Name).ShouldBe(["catalog", "orders", "events", "reviews"], ignoreOrder: true);
        foreach (var file in files.Select(file => file.Value))
        {
            ShouldHave(file, "preset", "kind", "encoding", "delimiter", "read", "inserted", "updated", "unchanged", "quarantined", "quarantineFile", "orders",
                "customers", "products", "revenue", "currency", "from", "to", "seconds", "rowsPerSecond");
            new[] { "inserted", "updated", "unchanged", "quarantined" }.Sum(key => file.GetProperty(key).GetInt64()).ShouldBe(file.GetProperty("read").GetInt64());
        }
    }

    [Fact]
    public async Task Import_AsADryRun_CountsEverythingAndStoresNothing()
    {
        var file = ImportProcess.WriteOrders(Path.Combine(demo.Folder, "more.csv"), 0, 40);
        File.AppendAllText(file, "o99,2025-02-30,c1,p1,1,2.00\n");

        var answer = await demo.RunAsync("import", "--shop", "garden", "--file", file, "--kind", "orders", "--dry-run");

        (answer.GetProperty("read").GetInt64(), answer.GetProperty("orders").GetInt64(), answer.GetProperty("quarantined").GetInt64()).ShouldBe((41, 10, 1));
        (await File.ReadAllTextAsync(answer.GetProperty("quarantineFile").GetString()!, TestContext.Current.CancellationToken)).ShouldContain("41,order_date,2025-02-30,There is no such day or time.,");
        (await demo.RunAsync("overview", "--shop", "garden")).GetRawText().ShouldBe(demo.Overview.GetRawText());
    }

    [Fact]
    public async Task TrainAndRecommend_WithOneModel_GiveFiguresWithIntervalsAndItemsWithReasons()
    {
        var run = await demo.RunAsync("train", "--shop", "garden", "--model", "BuyAgain", "--protocol", "leave-last-out", "--device", "cpu", "--seed", "5", "--k", "5,10", "--tuning-seconds", "1");

        ShouldHave(run, "run", "device", "seconds", "dataFingerprint");
        (run.GetProperty("protocol").GetString(), run.GetProperty("seed").GetInt64()).ShouldBe(("leave-last-out", 5));
        run.GetProperty("seconds").EnumerateObject().Count().ShouldBeGreaterThan(0);
        var models = run.GetProperty("models").EnumerateArray().ToDictionary(model => model.GetProperty("model").GetString()!);
        models.Keys.ShouldBe(["Popularity", "BuyAgain", "ItemKnn"], ignoreOrder: true);
        foreach (var metric in models.Values.SelectMany(model => model.GetProperty("variants").EnumerateArray()).SelectMany(variant => variant.GetProperty("metrics").EnumerateArray())
            .Where(metric => metric.GetProperty("metric").GetString() == "ndcg"))
        {
            metric.GetProperty("k").GetInt32().ShouldBeOneOf(5, 10);
            metric.GetProperty("value").GetDouble().ShouldBeInRange(metric.GetProperty("low").GetDouble(), metric.GetProperty("high").GetDouble());
        }

        var list = await demo.RunAsync("recommend", "--shop", "garden", "--customer", demo.Customer, "--k", "3", "--model", "buyagain");
        var items = list.GetProperty("items").EnumerateArray().ToList();
        items.Count.ShouldBe(3);
        foreach (var item in items)
        {
            item.GetProperty("reasons").EnumerateArray().Sum(reason => reason.GetProperty("value").GetDouble()).ShouldBe(item.GetProperty("score").GetDouble(), 1e-4);
        }
    }

    [Fact]
    public async Task Customer_OfTheShop_IsToldWithOrdersAndSpend()
    {
        var customer = await demo.RunAsync("customer", "--shop", "garden", "--customer", demo.Customer);

        customer.GetProperty("summary").GetProperty("key").GetString().ShouldBe(demo.Customer);
        customer.GetProperty("summary").GetProperty("salesOrders").GetInt32().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Overview_OfTheShop_AddsUpToItsMonths()
    {
        ShouldHave(demo.Overview, "currency", "timeZone", "from", "to", "totals", "trend", "topProducts", "countries");
        demo.Overview.GetProperty("trend").EnumerateArray().Sum(month => month.GetProperty("figures").GetProperty("revenue").GetDecimal())
            .ShouldBe(demo.Overview.GetProperty("totals").GetProperty("revenue").GetDecimal());
    }

    [Theory]
    [InlineData("There is no shop 'nowhere'.", "overview", "--shop", "nowhere")]
    [InlineData("The shop has no customer 'nobody'.", "customer", "--shop", "garden", "--customer", "nobody")]
    [InlineData("Name either --file or --watch.", "import", "--shop", "garden")]
    public async Task Verb_ThatCannot_SaysWhyOnStandardErrorAndEndsWithOne(string sentence, params string[] words)
    {
        var (code, output, log) = await demo.StartAsync(words);

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        log.ShouldContain(sentence);
        log.ShouldNotContain("   at ", Case.Sensitive, "a person reads this");
    }

    private static void ShouldHave(JsonElement answer, params string[] keys) =>
        keys.Where(key => !answer.TryGetProperty(key, out _)).ShouldBeEmpty();

    /// <summary>A data folder with a small demo shop, made by the program itself.</summary>
    public sealed class DemoData : IAsyncLifetime
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("verbs").FullName;
        public JsonElement Answer { get; private set; }
        public JsonElement Overview { get; private set; }

        /// <summary>Somebody who bought more than once.</summary>
        public string Customer { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Answer = await RunAsync("demo", "--shop", "garden", "--customers", "60", "--seed", "3", "--currency", "EUR", "--time-zone", "Europe/Berlin");
            Overview = await RunAsync("overview", "--shop", "garden");
            var files = Directory.CreateDirectory(Path.Combine(Folder, "files")).FullName;
            var orders = DemoShop.Write(files, new DemoOptions { Customers = 60, Seed = 3, Currency = "EUR" }, CancellationToken.None)
                .Single(file => file.Kind == Core.Domain.ImportKind.Orders).Path;
            Customer = File.ReadLines(orders).Skip(1).Select(line => line.Split(',')[2]).Where(key => key.Length > 0).CountBy(key => key).MaxBy(pair => pair.Value).Key;
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Folder, recursive: true);
            return ValueTask.CompletedTask;
        }

        /// <summary>The one object that a verb which succeeds prints.</summary>
        public async Task<JsonElement> RunAsync(params string[] words)
        {
            var (code, output, log) = await StartAsync(words);
            code.ShouldBe(0, log);
            return JsonDocument.Parse(output).RootElement;
        }

        public async Task<(int Code, string Output, string Log)> StartAsync(params string[] words)
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [ImportProcess.Program, .. words, "--data", Path.Combine(Folder, "data"), "--json"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var log = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, log);
        }
    }
}

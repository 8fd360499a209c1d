using System.Net;
using MerchantStudio.Core.Analytics.Actions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Actions;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Endpoints;

/// <summary>Makes actions of a real shop's customers and hands the treated out.</summary>
public sealed class ActionEndpointTests(ActionEndpointTests.Shops shops) : IClassFixture<ActionEndpointTests.Shops>
{
    private static readonly ActionSource s_source = new(ActionSources.Customers, "Everybody", "/customers");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ActionService Actions => shops.App.Services.GetRequiredService<ActionService>();

    private Actor Olive => new(1, "olive@example.com", shops.Ours.Id);

    [Fact]
    public async Task Export_OfTheTreated_HoldsThemAllAndNobodyHeldOutAndIsAudited()
    {
        var made = await MakeAsync(0.3, Enumerable.Range(0, 40).Select(i => $"c{i}"));
        var report = (await shops.App.Services.GetRequiredService<ActionQuery>().FindAsync(shops.Ours.Id, made.Id, Token)).ShouldNotBeNull();

        var answer = await shops.Clients[ShopRole.Marketer].GetAsync(At(made.Id), Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var keys = (await answer.Content.ReadAsStringAsync(Token)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]);
        keys.ShouldBe(report.Members.Where(member => !member.IsHoldout).Select(member => member.CustomerKey));
        made.HeldOut.ShouldBeInRange(3, 25);
        var log = await shops.App.Services.GetRequiredService<AuditLog>().ReadAsync(shops.Ours.Id, "action.", 0, 100, Token);
        log.Entries.ShouldContain(entry => entry.Action == "action.exported" && entry.Subject == $"action/{made.Id}");
        log.Entries.ShouldContain(entry => entry.Action == "action.made" && entry.Subject == $"action/{made.Id}");
    }

    [Fact]
    public async Task Export_AsAManagerOrOfAnotherShop_IsRefused()
    {
        var made = await MakeAsync(0.1, ["c1", "c2"]);

        (await shops.Clients[ShopRole.Manager].GetAsync(At(made.Id), Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await shops.Rival.GetAsync(new Uri($"/api/actions/{made.Id}/treated?shop={shops.Theirs.Slug}", UriKind.Relative), Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Export_KeyThatASpreadsheetWouldRun_IsQuotedOff()
    {
        var made = await MakeAsync(0, ["=cmd()"]);

        (await shops.Clients[ShopRole.Merchant].GetStringAsync(At(made.Id), Token)).ShouldContain("'=cmd()");
    }

    [Fact]
    public async Task Make_OfDoublesVisitorsAndStrangers_KeepsEachCustomerOnce()
    {
        var made = await MakeAsync(0, ["c1", "c1", "c2", "visitor:9", "nobody"]);

        (made.Treated, made.HeldOut, made.LeftOut).ShouldBe((2, 0, 3));
    }

    [Fact]
    public async Task Make_OfNobodyOrWithABadDraft_IsRefusedAndWritesNothing()
    {
        var before = await CountAsync();

        (await Should.ThrowAsync<ActionRefusedException>(() => MakeAsync(0.1, ["nobody"]))).Problem.ShouldBe(ActionProblem.NobodyOnTheList);
        (await Should.ThrowAsync<ActionRefusedException>(() => MakeAsync(0.6, ["c1"]))).Problem.ShouldBe(ActionProblem.HoldoutOutOfRange);
        (await Should.ThrowAsync<ActionRefusedException>(() => MakeAsync(double.NaN, ["c1"]))).Problem.ShouldBe(ActionProblem.HoldoutOutOfRange);
        (await Should.ThrowAsync<ActionRefusedException>(() => MakeAsync(0.1, ["c1"], name: "  "))).Problem.ShouldBe(ActionProblem.NoName);
        (await Should.ThrowAsync<ActionRefusedException>(() => MakeAsync(0.1, ["c1"], days: 0))).Problem.ShouldBe(ActionProblem.DaysOutOfRange);

        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task MarkSent_OnADay_CountsFromItsStartInTheShopsZoneAndNeverFromTomorrow()
    {
        var made = await MakeAsync(0.1, ["c1", "c2"]);

        // British summer time: midnight in London is 23:00 UTC of the day before.
        (await Actions.MarkSentAsync(Olive, shops.Ours, made.Id, new DateOnly(2011, 7, 1), Token)).ShouldBeTrue();
        await Should.ThrowAsync<ActionRefusedException>(() => Actions.MarkSentAsync(Olive, shops.Ours, made.Id, new DateOnly(2999, 1, 1), Token));

        var report = (await shops.App.Services.GetRequiredService<ActionQuery>().FindAsync(shops.Ours.Id, made.Id, Token)).ShouldNotBeNull();
        report.Line.Action.StartedUtc.ShouldBe(new DateTime(2011, 6, 30, 23, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Page_OfAnAction_ShowsItToAManagerWithoutNamingItsCustomers()
    {
        var made = await MakeAsync(0, ["c11", "c12"]);

        var html = await shops.Clients[ShopRole.Manager].GetStringAsync(new Uri($"/actions/{made.Id}?shop={shops.Ours.Slug}", UriKind.Relative), Token);

        html.ShouldContain("data-ms-state=\"filled\"");
        html.ShouldNotContain(">c11<");
        html.ShouldNotContain($"/api/actions/{made.Id}/treated");
        (await shops.Clients[ShopRole.Marketer].GetStringAsync(new Uri($"/actions/{made.Id}?shop={shops.Ours.Slug}", UriKind.Relative), Token)).ShouldContain(">c11<");
    }

    private Task<MadeAction> MakeAsync(double holdout, IEnumerable<string> keys, string name = "Win back", int days = 30) => Actions.MakeAsync(
        Olive, new ActionDraft { Name = name, Source = s_source, HoldoutShare = holdout, MeasureDays = days },
        [.. keys.Select(key => new ActionCandidate(key))], keepsRefusers: false, Token);

    private async Task<int> CountAsync() => (await shops.App.Services.GetRequiredService<ActionQuery>().ListAsync(shops.Ours.Id, Token)).Count;

    private Uri At(int actionId) => new($"/api/actions/{actionId}/treated?shop={shops.Ours.Slug}", UriKind.Relative);

    /// <summary>A shop with customers, one person of each role in it, and somebody else's shop.</summary>
    public sealed class Shops : IAsyncLifetime
    {
        public StudioApp App { get; } = StudioApp.InProcess();
        public Shop Ours { get; private set; } = null!;
        public Shop Theirs { get; private set; } = null!;
        public Dictionary<ShopRole, HttpClient> Clients { get; } = [];
        public HttpClient Rival { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            (Ours, Theirs) = (await App.CreateShopAsync("Our Corner"), await App.CreateShopAsync("Secret Garden"));
            foreach (var role in Enum.GetValues<ShopRole>())
            {
                Clients[role] = await App.SignedInAsync(await App.CreatePersonAsync(role.ToString().ToUpperInvariant(), (Ours, role)));
            }

            Rival = await App.SignedInAsync(await App.CreatePersonAsync("rival", (Theirs, ShopRole.Merchant)));
            App.PutSnapshot(Ours, builder =>
            {
                foreach (var key in Enumerable.Range(0, 40).Select(i => $"c{i}").Append("=cmd()"))
                {
                    builder.Add(PlantedSnapshot.Order(key, new DateTime(2011, 5, 1), 1_000));
                }

                builder.Add(PlantedSnapshot.Order(null, new DateTime(2011, 5, 1), 1_000) with { VisitorKey = "9", Kind = InteractionKind.ViewItem, OrderKey = null });
            });
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var client in Clients.Values.Append(Rival))
            {
                client.Dispose();
            }

            await App.DisposeAsync();
        }
    }
}

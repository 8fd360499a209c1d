using Bunit;
using MerchantStudio.Access;
using MerchantStudio.Core.Domain;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using System.Security.Claims;

namespace MerchantStudio.Tests.Support;

/// <summary>
/// bUnit with what every page of ours needs: words, a signed-in person with a shop, Radzen. JavaScript stays strict: a call
/// that nobody planned fails the test, except those of Radzen's own module.
/// </summary>
public class StudioTestContext : BunitContext
{
    public StudioTestContext()
    {
        JSInterop.Mode = JSRuntimeMode.Strict;
        JSInterop.SetupModule("./_content/Radzen.Blazor/Radzen.Blazor.js").Mode = JSRuntimeMode.Loose;
        PlanRadzen();
        Services.AddLogging().AddLocalization().AddRadzenComponents();
        Services.AddSingleton(TimeProvider.System);
        Services.AddScoped<StudioState>().AddScoped<StudioFormat>();
        Services.AddSingleton<PrerenderHandoff>();
        Services.AddSingleton<PageLoader>();
        Services.AddSingleton<IShopAccess>(Access);
        Services.AddSingleton<IShopCalendar>(Calendar);
        AddBunitPersistentComponentState();
        Person = AddAuthorization();
        Person.SetAuthorized("olive@example.com");
        Person.SetClaims(new Claim(ClaimTypes.NameIdentifier, "1"));
        Person.SetPolicies([.. Policies.Roles.Keys]);
    }

    /// <summary>Who is signed in.</summary>
    public Bunit.TestDoubles.BunitAuthorizationContext Person { get; }

    /// <summary>The shops of that person; one, as its merchant, unless changed.</summary>
    public FakeShopAccess Access { get; } = new();

    public FakeShopCalendar Calendar { get; } = new();

    /// <summary>Goes to an address, such as <c>/overview?period=30d</c>.</summary>
    public void GoTo(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    // Radzen 12 also calls functions of its script by global name; none of them matters to what is rendered.
    private void PlanRadzen()
    {
        JSInterop.SetupVoid(call => call.Identifier.StartsWith("Radzen.", StringComparison.Ordinal)).SetVoidResult();
    }
}

/// <summary>Shops held in a list.</summary>
public sealed class FakeShopAccess : IShopAccess
{
    public static Shop CornerShop { get; } = new()
    {
        Id = 1,
        Slug = "corner",
        Name = "Corner Shop",
        Currency = "GBP",
        TimeZoneId = "Europe/London",
        CreatedUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };

    public List<ShopSeat> Seats { get; } = [new(CornerShop, ShopRole.Merchant)];

    public Task<IReadOnlyList<ShopSeat>> SeatsOfAsync(ClaimsPrincipal person, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ShopSeat>>(Seats);
}

/// <summary>A shop with data on given days; a year that ends on 9 December 2011 unless changed.</summary>
public sealed class FakeShopCalendar : IShopCalendar
{
    public DayRange? Span { get; set; } = new(new DateOnly(2010, 12, 10), new DateOnly(2011, 12, 9));

    public ValueTask<DayRange?> DataSpanAsync(Shop shop, CancellationToken cancellationToken) => ValueTask.FromResult(Span);
}

/// <summary>A loader that never ends, that always fails, or that finds nothing: the states that a page must be able to show.</summary>
public sealed class ForcedPageLoader(PageLoad<object>? outcome) : PageLoader(Microsoft.Extensions.Logging.Abstractions.NullLogger<PageLoader>.Instance)
{
    public const string ErrorId = "0BADF00D";

    public static ForcedPageLoader Never => new(null);
    public static ForcedPageLoader Failing => new(new PageLoad<object>(null, ErrorId));
    public static ForcedPageLoader Nothing => new(new PageLoad<object>(null, null));

    public override Task<PageLoad<TModel>> LoadAsync<TModel>(string page, Func<CancellationToken, Task<TModel?>> load, CancellationToken cancellationToken)
        where TModel : class =>
        outcome is null
            ? new TaskCompletionSource<PageLoad<TModel>>().Task
            : Task.FromResult(new PageLoad<TModel>(null, outcome.ErrorId));
}

/// <summary>A loader that hands a page its model, whatever it would have read.</summary>
public sealed class FilledPageLoader(object model) : PageLoader(Microsoft.Extensions.Logging.Abstractions.NullLogger<PageLoader>.Instance)
{
    public override Task<PageLoad<TModel>> LoadAsync<TModel>(string page, Func<CancellationToken, Task<TModel?>> load, CancellationToken cancellationToken)
        where TModel : class => Task.FromResult(new PageLoad<TModel>((TModel)model, null));
}

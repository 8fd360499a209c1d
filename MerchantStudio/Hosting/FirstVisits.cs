using System.Security.Claims;
using MerchantStudio.Components.Layout;
using MerchantStudio.Core.Storage.Identity;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.State;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;

namespace MerchantStudio.Hosting;

/// <summary>
/// Opens pages inside the program, as one of a shop's own people would and with no right that they have not; what comes of it
/// is thrown away. It changes nothing but what is compiled and kept in memory afterwards.
/// </summary>
internal sealed partial class FirstVisits(IServiceScopeFactory scopes, IShopCalendar calendar, ILogger<FirstVisits> logger)
{
    // Pages are compiled once for all shops; the figures of more shops come in the background.
    private const int MostShops = 2;

    // What shows figures; what asks for a model or a file is not opened unasked.
    private static readonly string[] s_pages =
        [.. PageCatalog.All.Where(page => page.Group is MenuGroup.Overview or MenuGroup.Conversion or MenuGroup.Customers).OrderBy(page => page.Group is MenuGroup.Customers).Select(page => page.Route)];

    public async Task MakeAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        try
        {
            foreach (var (shop, person) in await VisitorsAsync(cancellationToken))
            {
                foreach (var page in s_pages)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await VisitAsync(application, page, "?shop=" + shop, person);
                }
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Whoever opens the page will see what is wrong.
            Log.NotVisited(logger, problem);
        }
    }

    private async Task<List<(string Shop, ClaimsPrincipal Person)>> VisitorsAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (shops, members) = (scope.ServiceProvider.GetRequiredService<ShopStore>(), scope.ServiceProvider.GetRequiredService<MembershipStore>());
        var (users, principals) = (scope.ServiceProvider.GetRequiredService<UserManager<StudioUser>>(), scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<StudioUser>>());
        var found = new List<(string, ClaimsPrincipal)>();
        foreach (var shop in (await shops.ListAsync(cancellationToken)).Take(MostShops))
        {
            if (await calendar.DataSpanAsync(shop, cancellationToken) is not null
                && await members.MembersOfAsync(shop.Id, cancellationToken) is [var member, ..] && await users.FindByIdAsync($"{member.UserId}") is { } user)
            {
                found.Add((shop.Slug, await principals.CreateAsync(user)));
            }
        }
        return found;
    }

    private static async Task VisitAsync<TContext>(IHttpApplication<TContext> application, string path, string query, ClaimsPrincipal person)
        where TContext : notnull
    {
        var visit = new DefaultHttpContext { User = person };
        (visit.Request.Method, visit.Request.Scheme, visit.Request.Host, visit.Request.Protocol) = (HttpMethods.Get, "http", new HostString("localhost"), HttpProtocol.Http11);
        (visit.Request.Path, visit.Request.QueryString) = (path, new QueryString(query));
        visit.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        var context = application.CreateContext(visit.Features);
        Exception? failure = null;
        try
        {
            await application.ProcessRequestAsync(context);
        }
        catch (Exception problem)
        {
            failure = problem;
            throw;
        }
        finally
        {
            application.DisposeContext(context, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5102, Level = LogLevel.Warning, Message = "The pages were not opened before the first visit")]
        public static partial void NotVisited(ILogger logger, Exception exception);
    }
}

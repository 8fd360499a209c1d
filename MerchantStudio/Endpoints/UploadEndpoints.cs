using System.Globalization;
using MerchantStudio.Access;
using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Endpoints;

/// <summary>
/// Files come in over plain HTTP, not over the circuit, in pieces: announced, sent piece by piece from the offset that
/// HEAD tells, completed with their hash. Every address takes the shop as a query, like the pages.
/// </summary>
internal static class UploadEndpoints
{
    private const string OffsetHeader = "Upload-Offset";
    private const string LengthHeader = "Upload-Length";

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        // A program asks here: it gets the bare status, not the page that explains it to a person.
        var uploads = routes.MapGroup("/api/uploads").RequireAuthorization(Policies.ManageData).WithMetadata(new SkipStatusCodePagesAttribute())
            .AddEndpointFilter(CheckAntiforgeryAsync);
        uploads.MapPost("", CreateAsync);
        uploads.MapMethods("{id}", [HttpMethods.Head], TellOffsetAsync);
        uploads.MapPatch("{id}", AppendAsync);
        uploads.MapPost("{id}/complete", CompleteAsync);
        uploads.MapDelete("{id}", DeleteAsync);
        routes.MapGet("/api/imports/{batchId:long}/set-aside", DownloadSetAsideAsync).RequireAuthorization(Policies.ManageData);
    }

    private static async Task<IResult> CreateAsync(
        Announced file, HttpContext context, IShopAccess access, UploadFolder uploads, CancellationToken cancellationToken)
    {
        if (await ShopOfAsync(context, access, cancellationToken) is not { } shopId)
        {
            return Results.NotFound();
        }

        var upload = await uploads.CreateAsync(shopId, file.FileName, file.Length, cancellationToken);
        return upload is null ? Problem(UploadProblem.TooLarge) : Results.Json(new { upload.Id, Offset = 0L }, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> TellOffsetAsync(
        string id, HttpContext context, IShopAccess access, UploadFolder uploads, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, context, access, uploads, cancellationToken) is not { } upload)
        {
            return Results.NotFound();
        }

        SetOffset(context, uploads, upload);
        context.Response.Headers[LengthHeader] = upload.Length.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        return Results.NoContent();
    }

    private static async Task<IResult> AppendAsync(
        string id,
        HttpContext context,
        IShopAccess access,
        UploadFolder uploads,
        IOptions<UploadOptions> options,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(id, context, access, uploads, cancellationToken) is not { } upload)
        {
            return Results.NotFound();
        }

        if (!long.TryParse(context.Request.Headers[OffsetHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            return Results.BadRequest();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.Value.MaxPieceBytes;
        }

        var problem = await uploads.AppendAsync(upload, offset, context.Request.Body, cancellationToken);
        SetOffset(context, uploads, upload);
        return problem == UploadProblem.None ? Results.NoContent() : Problem(problem);
    }

    private static async Task<IResult> CompleteAsync(
        string id, Completed file, HttpContext context, IShopAccess access, UploadFolder uploads, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, context, access, uploads, cancellationToken) is not { } upload)
        {
            return Results.NotFound();
        }

        var (problem, complete) = await uploads.CompleteAsync(upload, file.Sha256, cancellationToken);
        return problem == UploadProblem.None ? Results.Json(new { complete.Id, complete.FileName, complete.Length, complete.Sha256 }) : Problem(problem);
    }

    private static async Task<IResult> DeleteAsync(
        string id, HttpContext context, IShopAccess access, UploadFolder uploads, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, context, access, uploads, cancellationToken) is not { } upload)
        {
            return Results.NotFound();
        }

        uploads.Delete(upload);
        return Results.NoContent();
    }

    private static async Task<IResult> DownloadSetAsideAsync(
        long batchId, HttpContext context, IShopAccess access, ImportService imports, Corrections corrections, IStringLocalizer<Imports> words,
        CancellationToken cancellationToken)
    {
        if (await ShopOfAsync(context, access, cancellationToken) is not { } shopId || await imports.SetAsidePathAsync(shopId, batchId, cancellationToken) is null)
        {
            return Results.NotFound();
        }

        var sentences = ImportWords.SetAside(key => words[key]);
        return Results.Stream(
            to => corrections.WriteAsync(shopId, batchId, sentences, to, cancellationToken),
            "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"set-aside-{batchId}.csv"));
    }

    private static async ValueTask<object?> CheckAntiforgeryAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest();
    }

    /// <summary>The addressed shop, when the person has a seat in it that may manage data.</summary>
    private static async Task<int?> ShopOfAsync(HttpContext context, IShopAccess access, CancellationToken cancellationToken)
    {
        var seat = (await access.SeatsOfAsync(context.User, cancellationToken)).Choose(context.Request.Query[StudioAddress.ShopKey]);
        return seat?.May(Policies.ManageData) == true ? seat.Shop.Id : null;
    }

    private static async Task<Upload?> FindAsync(
        string id, HttpContext context, IShopAccess access, UploadFolder uploads, CancellationToken cancellationToken) =>
        await ShopOfAsync(context, access, cancellationToken) is { } shopId ? await uploads.FindAsync(shopId, id, cancellationToken) : null;

    private static void SetOffset(HttpContext context, UploadFolder uploads, Upload upload) =>
        context.Response.Headers[OffsetHeader] = uploads.OffsetOf(upload).ToString(CultureInfo.InvariantCulture);

    private static IResult Problem(UploadProblem problem) => Results.Json(new { Problem = problem.ToString() }, statusCode: problem switch
    {
        UploadProblem.TooLarge => StatusCodes.Status413PayloadTooLarge,
        UploadProblem.WrongHash => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status409Conflict,
    });

    private sealed record Announced(string FileName, long Length);

    private sealed record Completed(string? Sha256);
}

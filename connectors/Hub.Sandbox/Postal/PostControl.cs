using Hub.Sandbox.Control;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Hub.Sandbox.Control.ControlAnswers;

namespace Hub.Sandbox.Postal;

/// <summary>The part of the control API that concerns the postal operator.</summary>
internal static class PostControl
{
    private const int MostSteps = 1000;

    public static void Map(RouteGroupBuilder post)
    {
        post.MapGet("/orders", List);
        post.MapGet("/orders/{number}", Find);
        post.MapPost("/orders/{number}/advance", AdvanceAsync);
        post.MapPost("/orders/{number}/status", TellAsync);
        post.MapGet("/counts", (ConsignmentService consignments) => Ok(PostDialects.All.ToDictionary(dialect => dialect.Letter(), consignments.Counts)));
        post.MapGet("/ranges", (BookingService bookings) => Ok(new { ranges = bookings.Ranges().Select(pair => RangeView.Of(pair.Range, pair.Used)) }));
        post.MapPost("/ranges", AllotAsync);
        post.MapGet("/places", ListPlaces);
        PushControl.Map(post);
        post.MapGet("/announcements", (AnnouncementStore store) => Ok(new { announcements = store.All }));
    }

    private static IResult List(ConsignmentService consignments, string? dialect = null, long after = 0, int limit = 1000)
    {
        if (dialect is not null && PostDialects.Parse(dialect) is null)
        {
            return Wrong("dialect is a, b or d.");
        }

        if (CheckLimit(limit) is { } wrong)
        {
            return wrong;
        }

        var page = consignments.List(dialect is null ? null : PostDialects.Parse(dialect), after, limit);
        return Ok(new { orders = page.Select(ConsignmentView.Of), next = page.Count == limit ? page[^1].Consignment.Seq : (long?)null });
    }

    private static IResult Find(string number, ConsignmentService consignments)
    {
        var (tally, orders) = consignments.Find(number);
        return Ok(new { tally.OrderNumber, tally.Bookings, tally.RefusedDuplicates, tally.Cancels, orders = orders.Select(ConsignmentView.Of) });
    }

    private static async Task<IResult> AdvanceAsync(string number, Body<AdvanceRequest> body, ConsignmentService consignments, TwinJournal journal, CancellationToken ct)
    {
        var to = PostCodes.Parse(body.Value?.To);
        if (body.Value is not { } request || request.Steps is < 1 or > MostSteps || (request.To is not null && to is null))
        {
            return Wrong(body.Error ?? $"steps is 1..{MostSteps}, to is the name of a step.");
        }

        return await OfLastAsync(number, consignments, journal, seq => consignments.Advance(seq, request.Steps ?? (to is null ? 1 : MostSteps), to), ct);
    }

    private static async Task<IResult> TellAsync(string number, Body<StatusRequest> body, ConsignmentService consignments, TwinJournal journal, CancellationToken ct) =>
        body.Value?.Code is { } code
            ? await OfLastAsync(number, consignments, journal, seq => consignments.Tell(seq, code, body.Value.Note ?? ""), ct)
            : Wrong(body.Error ?? "code is a whole number.");

    // A doubled booking of D is meant by its last one.
    private static async Task<IResult> OfLastAsync(
        string number, ConsignmentService consignments, TwinJournal journal, Func<long, ConsignmentState> change, CancellationToken ct)
    {
        if (consignments.Find(number).Orders is not [.., var found])
        {
            return Missing($"The operator has no order '{number}'.");
        }

        var changed = change(found.Consignment.Seq);
        await journal.SettledAsync(ct);
        return Ok(ConsignmentView.Of(changed));
    }

    private static async Task<IResult> AllotAsync(Body<RangeRequest> body, BookingService bookings, TwinJournal journal, CancellationToken ct)
    {
        if (body.Value?.Quantity is not (>= 1 and <= NgspRanges.LargestRange and { } quantity))
        {
            return Wrong(body.Error ?? $"quantity is 1..{NgspRanges.LargestRange}.");
        }

        var range = bookings.Allot(quantity);
        await journal.SettledAsync(ct);
        return range is null ? Wrong("No more ranges are allotted.") : Ok(RangeView.Of(range, 0));
    }

    private static IResult ListPlaces(PostPlaces places) => Ok(new
    {
        provinces = places.Provinces.Select(province => new
        {
            province.Code,
            province.Name,
            communes = PostPlaces.CommunesOf(province).Select(commune => new { commune.Code, commune.Name }),
        }),
        formerProvinces = DemoPlaces.FormerProvinces.OrderBy(pair => pair.Key).Select(pair => new { Code = pair.Key, Name = pair.Value }),
    });
}

/// <summary>Body of <c>POST /_twin/post/orders/{number}/advance</c>: so many steps, or until a step by its name.</summary>
internal sealed record AdvanceRequest(int? Steps = null, string? To = null);

/// <summary>Body of <c>POST /_twin/post/orders/{number}/status</c>: a code in the operator's own table, or out of it.</summary>
internal sealed record StatusRequest(int? Code, string? Note = null);

/// <summary>Body of <c>POST /_twin/post/ranges</c>.</summary>
internal sealed record RangeRequest(int? Quantity);

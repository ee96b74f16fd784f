using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Events;
using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>What a case system asks of the post after a booking, and what it and the staff see of the answer.</summary>
internal static class PostAsks
{
    private const string Asked = "2026-11-18T09:05:00+07:00";

    /// <summary>A result for the citizen.</summary>
    public static async Task<Consignment> DeliveryBookedAsync(this PostCentre centre, string dossier, long fee = 0)
    {
        await centre.AskAsync(PostalEventTypes.DeliveryRequested, dossier, dossier + "#delivery", new JsonObject
        {
            ["citizen"] = PostCentre.Party("Nguyễn Văn Demo", "0900000001", "13291"),
            ["agency"] = PostCentre.Party("Bộ phận một cửa Demo", "02260000000", "13285"),
            ["papers"] = new JsonArray(new JsonObject { ["id"] = "k-1", ["name"] = "Giấy chứng nhận", ["count"] = 1, ["kind"] = "result" }),
            ["feeToCollect"] = fee,
            ["mayReceive"] = new JsonArray(new JsonObject { ["name"] = "Nguyễn Văn Demo", ["relation"] = "self" }),
        });
        return await centre.StateAsync(dossier + "-D1", each => each.State is not ConsignmentState.Requested, "booked");
    }

    /// <param name="id">Of the event: another one is another request.</param>
    public static Task CancelAsync(this PostCentre centre, string dossier, string id, string? number = null, PostalDirection direction = PostalDirection.Pickup)
    {
        var data = new JsonObject { ["direction"] = Name(direction), ["reason"] = "Người dân đến nộp trực tiếp" };
        if (number is not null)
        {
            data["number"] = number;
        }

        return centre.AskAsync(PostalEventTypes.CancelRequested, dossier, id, data);
    }

    public static Task RedirectAsync(this PostCentre centre, string dossier, string id, PostalDirection direction, JsonObject? citizen = null) => centre.AskAsync(
        PostalEventTypes.RedirectRequested, dossier, id,
        new JsonObject { ["direction"] = Name(direction), ["citizen"] = citizen ?? PostCentre.Party("Trần Thị Demo", "0900000002", "13285") });

    /// <summary>The dead letter of a dossier, once it lies there; it is of this code and has words for staff.</summary>
    public static async Task<JsonElement> DeadLetterAsync(this PostCentre centre, string dossier, string code)
    {
        var found = await Eventually.FindAsync($"the dead letter of {dossier}", async () =>
        {
            var letters = (await centre.GetAsync("/dead-letters?lane=postal&limit=1000", Role.Operator)).Json.GetProperty("deadLetters").EnumerateArray();
            return letters.Where(letter => letter.GetProperty("key").GetString() == dossier && letter.GetProperty("state").GetString() == "dead").Select(letter => (JsonElement?)letter).FirstOrDefault() is { } letter
                ? new { Letter = letter }
                : null;
        });
        Assert.Equal(code, found.Letter.GetProperty("code").GetString());
        Assert.Contains(Hub.Postal.Settings.PostalReasonCodes.Sentences[code].Vi, found.Letter.GetProperty("reason").GetString(), StringComparison.Ordinal);
        return found.Letter;
    }

    /// <summary>As a member of staff decides on it.</summary>
    public static async Task DecideAsync(this PostCentre centre, JsonElement letter, string verb)
    {
        var reply = await centre.SendAsync("POST", $"/dead-letters/{letter.GetProperty("id").GetString()}/{verb}", Role.Operator, """{"reason":"đã gọi bưu điện"}""");
        Assert.True(reply.Status == 200, reply.Text);
    }

    /// <summary>What the case system reads of a dossier: the states it was told, in order, and the codes under which deliveries are held.</summary>
    public static async Task<(IReadOnlyList<string> States, IReadOnlyList<string> Held)> ToldAsync(this PostCentre centre, string dossier)
    {
        var told = (await centre.GetAsync("/feed?limit=1000", Role.CaseSystem)).Json.GetProperty("events").EnumerateArray().Where(e => IsAbout(e, dossier)).ToList();
        return (
            [.. Of(PostalEventTypes.StatusChanged).Select(data => data.GetProperty("state").GetString()!)],
            [.. Of(EventTypes.DeliveryHeld).Select(data => data.GetProperty("reasonCode").GetString()!)]);

        IEnumerable<JsonElement> Of(string type) => told.Where(e => e.GetProperty("type").GetString() == type).Select(e => e.GetProperty("data"));
    }

    /// <summary>The requests that the case system was told to be carried out.</summary>
    public static async Task<IEnumerable<string?>> RedirectedAsync(this PostCentre centre, string dossier) =>
        [.. (await centre.GetAsync("/feed?limit=1000", Role.CaseSystem)).Json.GetProperty("events").EnumerateArray()
            .Where(e => IsAbout(e, dossier) && e.GetProperty("type").GetString() == PostalEventTypes.Redirected)
            .Select(e => e.GetProperty("data").GetProperty("requestId").GetString())];

    /// <summary>The one order of a number at the twin.</summary>
    public static async Task<JsonNode> OrderAsync(this PostCentre centre, string number) => Assert.Single((await centre.Twin.GetAsync($"_twin/post/orders/{number}"))["orders"]!.AsArray())!;

    public static async Task AskAsync(this PostCentre centre, string type, string dossier, string id, JsonObject data)
    {
        data["requestedAt"] = Asked;
        var asked = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = Story.Source,
            ["type"] = type,
            ["subject"] = dossier,
            ["time"] = Asked,
            ["data"] = data,
        };
        var reply = await centre.PostEventAsync(asked.ToJsonString());
        Assert.True(reply.Status == 202, reply.Text);
    }

    private static string Name(PostalDirection direction) => direction is PostalDirection.Pickup ? "pickup" : "delivery";

    // An event that is about no dossier has no subject.
    private static bool IsAbout(JsonElement e, string dossier) => e.TryGetProperty("subject", out var subject) && subject.GetString() == dossier;
}

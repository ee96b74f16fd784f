using System.Text.Json.Nodes;
using Hub.Functions.Demo;

namespace Hub.Functions.Postal.Demo;

/// <summary>The control API of the postal twin as the demonstration uses it.</summary>
internal sealed class PostTwin(TwinControl twin)
{
    public Task<JsonObject> PlacesAsync(CancellationToken ct) => twin.GetAsync("post/places", ct);

    /// <summary>The public key of the operator that pushes, PEM.</summary>
    public async Task<string> WebhookKeyAsync(CancellationToken ct) => (await twin.GetAsync("post/webhook/key", ct))["publicKeyPem"]!.GetValue<string>();

    public Task PushToAsync(Uri target, CancellationToken ct) => twin.PutAsync("post/webhook", new JsonObject { ["url"] = target.AbsoluteUri }, ct);

    public async Task<IReadOnlyList<TwinPostCounts>> CountsAsync(CancellationToken ct) =>
    [
        .. (await twin.GetAsync("post/counts", ct)).Select(pair => new TwinPostCounts(
            pair.Key, pair.Value!["orders"]!.GetValue<long>(), pair.Value["doubled"]!.GetValue<long>(), pair.Value["refusedDuplicates"]!.GetValue<long>())),
    ];

    /// <summary>Every booking of every operator, page by page.</summary>
    public async Task<IReadOnlyList<TwinOrder>> OrdersAsync(CancellationToken ct)
    {
        var orders = new List<TwinOrder>();
        for (long? after = 0; after is not null;)
        {
            var page = await twin.GetAsync($"post/orders?limit=1000&after={after}", ct);
            orders.AddRange(page["orders"]!.AsArray().Select(order => new TwinOrder(
                order!["orderNumber"]!.GetValue<string>(), order["dialect"]!.GetValue<string>(), [.. order["history"]!.AsArray().Select(told => told!["step"]!.GetValue<string>())], order["codAmount"]!.GetValue<long>())));
            after = page["next"]?.GetValue<long>();
        }

        return orders;
    }
}

/// <summary>One booking as the postal twin holds it.</summary>
/// <param name="Dialect">The twin's letter of the operator.</param>
/// <param name="Steps">What was told of the parcel, in the order in which it was told.</param>
/// <param name="CodAmount">Whole đồng.</param>
internal sealed record TwinOrder(string Number, string Dialect, IReadOnlyList<string> Steps, long CodAmount);

/// <summary>What one operator of the postal twin counted.</summary>
/// <param name="Doubled">Orders beyond the first of a number.</param>
internal sealed record TwinPostCounts(string Dialect, long Orders, long Doubled, long RefusedDuplicates);

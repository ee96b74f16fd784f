using System.Net;
using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Outbox;

namespace Hub.ExampleParty.Archive;

/// <summary>Files one dossier at the archive. A filing that is there already is a success: the dossier code is the key.</summary>
public sealed class ArchiveConnector(HttpClient http, IFilings filings, TimeProvider clock) : IConnector
{
    public string Lane => ArchiveDescriptor.Lane;

    public IReadOnlyCollection<string> Types => ArchiveDescriptor.Party.Requests;

    public async Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
    {
        var (dossier, box) = (delivery.Envelope.Key, Text(delivery.Envelope.Body, "box"));
        try
        {
            using var response = await http.PutAsync($"archive/filings/{Uri.EscapeDataString(dossier)}?box={Uri.EscapeDataString(box)}", null, ct);
            if (response.StatusCode is not HttpStatusCode.OK)
            {
                return (int)response.StatusCode >= 500
                    ? new Outcome.Retry($"HTTP {(int)response.StatusCode}", PartnerDown: true)
                    : new Outcome.Reject(ArchiveDescriptor.Refused, $"HTTP {(int)response.StatusCode}");
            }

            var shelf = Text(await response.Content.ReadAsByteArrayAsync(ct), "shelf");
            var now = clock.GetUtcNow();
            await filings.AddAsync(new Filing(dossier, box, shelf.Length == 0 ? null : shelf, now), Told(dossier, shelf, now), ct);
            return new Outcome.Done(shelf);
        }
        catch (HttpRequestException away)
        {
            return new Outcome.Retry(away.HttpRequestError.ToString(), PartnerDown: true, Doubtful: true);
        }
    }

    public async Task<string?> ProbeAsync(CancellationToken ct)
    {
        try
        {
            using var response = await http.GetAsync("archive/filings", ct);
            return response.IsSuccessStatusCode ? null : $"HTTP {(int)response.StatusCode}";
        }
        catch (HttpRequestException away)
        {
            return away.HttpRequestError.ToString();
        }
    }

    private static Submission Told(string dossier, string shelf, DateTimeOffset now)
    {
        var e = new CloudEvent
        {
            Id = $"filed-{dossier}",
            Source = "urn:hub:archive",
            Type = ArchiveDescriptor.Filed,
            Subject = dossier,
            Time = now,
            Data = JsonSerializer.SerializeToUtf8Bytes(new { shelf = shelf.Length == 0 ? "?" : shelf }),
        };
        return new Submission { Event = e, Digest = EventDigest.Of(e), Direction = EventDirection.Out, ReceivedAt = now, AcceptedBy = "hub" };
    }

    private static string Text(ReadOnlyMemory<byte> json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(name).GetString() ?? "";
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.Core.Procedures;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;
using Microsoft.Extensions.Logging;

namespace Hub.NationalPortal.Procedures;

/// <summary>Reads the portal's procedures, tells the case system what differs from the local catalogue, and sees which offers are open by now.</summary>
public sealed class ProcedureSync(PortalLink link, ICatalogue catalogue, IInbox inbox, ILogger<ProcedureSync> logger)
{
    private const int TextMax = 20000;

    private ProcedureSyncOptions Options => link.Options.Procedures;

    /// <summary>The next nightly time after <paramref name="now"/>.</summary>
    public DateTimeOffset NextRun(DateTimeOffset now)
    {
        var local = VietnamTime.Local(now);
        var today = VietnamTime.At(local.Date + Options.RunAt.ToTimeSpan());
        return today > now ? today : today.AddDays(1);
    }

    /// <summary>One whole reading. Run again at once it finds nothing more to tell.</summary>
    public async Task<ProcedureReport> RunAsync(CancellationToken ct)
    {
        var reply = await link.ListProceduresAsync(ct);
        if (reply is not PortalReply.Ok { Result: { ValueKind: JsonValueKind.Array } result })
        {
            return Refuse($"no list: {Name(reply)}");
        }

        var listed = ProcedureReader.List(result);
        if (listed.Count == 0)
        {
            return Refuse("empty list");
        }

        var before = await catalogue.ReadAsync(ct);
        var agencies = await AgenciesAsync(ct);
        var (after, failed) = await ReadAsync([.. listed.Keys], before, agencies, ct);
        string? problem = null;
        if (before.Count > 0 && before.Keys.Count(after.ContainsKey) < before.Count * (1 - Options.MaxShrinkShare))
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"only {before.Keys.Count(after.ContainsKey)} of {before.Count} known procedures listed");
            logger.ListNotBelieved(problem);
            foreach (var kept in before.Values)
            {
                after.TryAdd(kept.Code, kept);
            }
        }

        var now = link.Clock.GetUtcNow();
        var changes = CatalogueDiff.Between(before, after, now, NationalPortalCodes.Lane);
        await SubmitAsync([.. changes.Select(Submission)], ct);
        var integrated = await PollIntegrationsAsync(listed, now, ct);
        var report = new ProcedureReport(
            listed.Count, Count(changes, "added"), Count(changes, "changed"), Count(changes, "withdrawn"), [.. failed.Order(StringComparer.Ordinal)], integrated, problem);
        logger.ProceduresRead(report.Listed, report.Added, report.Changed, report.Withdrawn, report.Failed.Count);
        return report;
    }

    private static int Count(IReadOnlyList<ProcedureChange> changes, string kind) => changes.Count(change => change.Kind == kind);

    private static string Name(PortalReply reply) => reply is PortalReply.NoSession none ? none.Cause.GetType().Name : reply.GetType().Name;

    // The day keeps a change that comes back after having been undone apart from its first time.
    private static string IdOf(ProcedureChange change)
    {
        var text = new StringBuilder(change.Kind).Append('\n').Append(change.Code);
        foreach (var field in change.Fields)
        {
            text.Append('\n').Append(field.Field).Append('\u001F').Append(field.Before).Append('\u001F').Append(field.After);
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
        return $"procedure-{change.Code}-{VietnamTime.Text(change.At)[..8]}-{digest}";
    }

    private static byte[] Data(ProcedureChange change) => NationalPortalJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("change", change.Kind);
        writer.WriteString("code", change.Code);
        if ((change.After ?? change.Before)?.Name is { } name)
        {
            writer.WriteString("name", OutsideText.Cut(name, 1000));
        }

        writer.WriteString("seenAt", change.At);
        if (change.Fields.Count > 0)
        {
            writer.WriteStartArray("fields");
            foreach (var field in change.Fields)
            {
                writer.WriteStartObject();
                writer.WriteString("field", field.Field);
                if (field.Before is not null)
                {
                    writer.WriteString("before", OutsideText.Cut(field.Before, TextMax));
                }

                if (field.After is not null)
                {
                    writer.WriteString("after", OutsideText.Cut(field.After, TextMax));
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    private static Submission Submission(ProcedureChange change)
    {
        var told = new CloudEvent
        {
            Id = IdOf(change),
            Source = NationalPortalCodes.Source,
            Type = EventTypes.ProcedureChanged,
            Subject = change.Code,
            Time = change.At,
            Data = Data(change),
        };
        return new Submission
        {
            Event = told,
            Digest = EventDigest.Of(told),
            Direction = EventDirection.Out,
            ReceivedAt = change.At,
            AcceptedBy = "hub",
            Procedure = change,
        };
    }

    private ProcedureReport Refuse(string problem)
    {
        logger.ListNotBelieved(problem);
        return new ProcedureReport(0, 0, 0, 0, [], [], problem);
    }

    // Without the dictionary a code stands where the name would; the catalogue's own name is kept then.
    private async Task<IReadOnlyDictionary<string, string>> AgenciesAsync(CancellationToken ct) =>
        ProcedureReader.Agencies((await link.ListAgenciesAsync(ct) as PortalReply.Ok)?.Result);

    private async Task<(Dictionary<string, Procedure> After, IReadOnlyCollection<string> Failed)> ReadAsync(
        IReadOnlyList<string> codes, IReadOnlyDictionary<string, Procedure> before, IReadOnlyDictionary<string, string> agencies, CancellationToken ct)
    {
        var after = new ConcurrentDictionary<string, Procedure>(StringComparer.Ordinal);
        var failed = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(codes, new ParallelOptions { MaxDegreeOfParallelism = Options.Concurrency, CancellationToken = ct }, async (code, token) =>
        {
            var reply = await link.ProcedureAsync(code, token);
            var known = before.GetValueOrDefault(code);
            if (reply is PortalReply.Ok ok && ProcedureReader.Full(ok.Result) is { } full)
            {
                if (ProcedureReader.IsPublic(full))
                {
                    after[code] = ProcedureReader.Read(code, full, agencies, known);
                }

                return;
            }

            failed.Add(code);
            if (known is not null)
            {
                after[code] = known;
            }
        });
        return (new Dictionary<string, Procedure>(after, StringComparer.Ordinal), failed);
    }

    private async Task SubmitAsync(IReadOnlyList<Submission> submissions, CancellationToken ct)
    {
        foreach (var batch in submissions.Chunk(Options.SubmitBatch))
        {
            await inbox.AcceptAsync(batch, null, ct);
        }
    }

    private async Task<IReadOnlyList<string>> PollIntegrationsAsync(IReadOnlyDictionary<string, JsonElement> listed, DateTimeOffset now, CancellationToken ct)
    {
        var shape = link.Options.IntegrationOperation;
        var open = (await catalogue.IntegrationsAsync(ct))
            .Where(offer => offer.State is IntegrationStates.Proposed or IntegrationStates.Testing)
            .Where(offer => listed.TryGetValue(offer.ProcedureCode, out var element)
                && (shape.ListedField is null || PortalFields.Text(element, shape.ListedField) == shape.ListedValue))
            .ToList();
        await SubmitAsync(
            [.. open.Select(offer => IntegrationEvents.Changed(
                offer.ProcedureCode, IntegrationStates.Integrated, offer.State, "LayDanhSachTTHC", VietnamTime.Text(offer.At), now))],
            ct);
        return [.. open.Select(offer => offer.ProcedureCode)];
    }
}

/// <summary>What one reading of the portal's procedures came to.</summary>
/// <param name="Listed">Procedures in the portal's list.</param>
/// <param name="Failed">Codes that could not be read in full; nothing is concluded about them.</param>
/// <param name="Problem">Why nothing at all was done, or why withdrawals were not believed; null when all went well.</param>
/// <param name="Integrated">Offers that the list shows open now.</param>
public sealed record ProcedureReport(
    int Listed, int Added, int Changed, int Withdrawn, IReadOnlyList<string> Failed, IReadOnlyList<string> Integrated, string? Problem = null);

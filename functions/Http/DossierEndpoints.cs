using Hub.Core;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Intake;
using Hub.Core.Outbox;
using Hub.Core.Parties;
using Hub.Core.Schemas;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Microsoft.Net.Http.Headers;

namespace Hub.Functions.Http;

/// <summary>A dossier's timeline in plain words.</summary>
internal sealed class DossierEndpoints(IDossiers dossiers, IOutbox outbox, ITasks tasks, IEnumerable<IConnector> connectors, PersonalMask mask, IntakeRules rules, PartyList parties) : IEndpointGroup
{
    private const int MostTasks = 20;
    private readonly TimelineVocabulary _vocabulary = new(
        rules.Resolve,
        parties.All.SelectMany(party => party.Timeline).ToDictionary(StringComparer.Ordinal),
        parties.All.SelectMany(party => party.Findings).ToDictionary(StringComparer.Ordinal))
    {
        Standings = [.. parties.All.Select(party => party.Standing).OfType<TimelineStandings>()],
    };

    private readonly IReadOnlyList<string> _lanes = [.. connectors.Select(c => c.Lane)];

    public void Map(RouteTable routes) => routes.Add(Access.To(Role.CaseSystem, Role.Operator, Role.Auditor, Role.Admin),
        new Operation("getDossier", "dossiers", "Hồ sơ đang ở đâu (Accept-Language: en cho tiếng Anh) / Where a dossier is (English by Accept-Language)")
        {
            Method = "GET",
            Path = "/dossiers/{code}",
            Parameters =
            [
                Doc.Path("code", "Mã hồ sơ / The dossier code"),
                new("reveal", "“names” để xem tên người giao, người nhận giấy tờ; được ghi nhật ký; chỉ operator và admin / “names” to see who gave or received papers; audited; operator and admin only", Values: ["names"]),
            ],
            Response = typeof(Timeline),
            Problems = [ProblemKinds.NotFound, ProblemKinds.InvalidRequest],
        },
        GetAsync);

    private async Task GetAsync(HttpContext http)
    {
        var ct = http.RequestAborted;
        var query = new QueryReader(http.Request.Query);
        var isRevealed = query.Word("reveal", ("names", true)) is true;
        var visit = Visit.Of(http);
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        if (isRevealed && visit.Role is Role.Auditor)
        {
            visit.Detail = "reveal";
            await http.ProblemAsync(ProblemKinds.Forbidden);
            return;
        }

        var code = RawPath.LastSegment(http).Trim();
        if (await dossiers.FindAsync(code, ct) is not { } dossier)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        var events = await dossiers.TimelineAsync(code, ct);
        if (!isRevealed && Views.MustAsk(visit.Caller))
        {
            events = [.. events.Select(e => visit.Role is Role.Auditor || !IsOfColleagues(e) ? Mask(e) : e)];
        }

        visit.Detail = isRevealed ? "revealed" : null;

        var states = new Dictionary<string, PartnerState>(StringComparer.Ordinal);
        foreach (var lane in _lanes)
        {
            if (await outbox.StateAsync(lane, code, ct) is { } state)
            {
                states[lane] = state;
            }
        }

        var language = IsEnglish(http.Request) ? Language.English : Language.Vietnamese;
        var timeline = TimelineBuilder.Build(dossier, events, await dossiers.EnvelopesAsync(code, ct), states, await OpenAsync(code, ct), _vocabulary, language);
        http.Response.Headers.ContentLanguage = language is Language.English ? "en" : "vi";
        http.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        await http.JsonAsync(timeline, HubJson.Wire.Timeline);
    }

    private Task<IReadOnlyList<WorkTask>> OpenAsync(string code, CancellationToken ct) => tasks.ListAsync(open: true, null, null, code, null, null, MostTasks, ct);

    // Who works on a dossier may see which colleague does; who handed papers over is a citizen.
    private static bool IsOfColleagues(StoredEvent e) => e.Event.Type.StartsWith(EventTypes.Prefix + "dossier.", StringComparison.Ordinal);

    private StoredEvent Mask(StoredEvent e) =>
        e with { Event = e.Event with { Data = System.Text.Encoding.UTF8.GetBytes(mask.Mask(e.Event.Type, e.Event.Data.Span)) } };

    // Vietnamese unless English is asked for more.
    private static bool IsEnglish(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage;
        double Quality(string language) => wanted
            .Where(w => w.Value.StartsWith(language, StringComparison.OrdinalIgnoreCase))
            .Select(w => w.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();
        return Quality("en") > Quality("vi");
    }
}

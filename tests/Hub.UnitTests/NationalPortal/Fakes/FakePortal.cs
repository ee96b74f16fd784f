using System.Text.Json;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.UnitTests.NationalPortal.Fakes;

/// <summary>A portal in memory: remembers dossiers and lines, and counts what should never happen.</summary>
internal sealed class FakePortal : INationalPortalApi
{
    private readonly StatusRules _moves = new(new NationalPortalOptions());
    private readonly List<(string Operation, int Call, PortalReply Reply, bool Applies)> _faults = [];

    public Dictionary<string, PortalDossierItem> Dossiers { get; } = [];

    public Dictionary<string, List<PortalProgressItem>> Lines { get; } = [];

    public List<string> Calls { get; } = [];

    public List<(bool IsUpdating, PortalDossierItem Item)> Writes { get; } = [];

    public List<JsonElement> Pushed { get; } = [];

    /// <summary>Statuses every dossier was brought to, in order.</summary>
    public List<string> Statuses { get; } = [];

    public int BackwardMoves { get; private set; }

    public bool ListsProgress { get; set; } = true;

    public bool ListsArrays { get; set; } = true;

    public string ProceduresJson { get; set; } = "[]";

    public Dictionary<string, string> Procedures { get; } = [];

    public PortalReply PushAnswer { get; set; } = new PortalReply.Ok("0", "Thành công");

    public PortalReply ExistsAnswer { get; set; } = new PortalReply.Business("3", "Hồ sơ đã tồn tại", PortalRefusal.Exists);

    public PortalReply LoginAnswer { get; set; } = new PortalReply.Ok("0", "", "s-1");

    public int Doubled => Lines.Values.Sum(lines => lines.Count - lines.Distinct().Count());

    /// <summary>The next call of this operation never reaches the portal and gets this reply.</summary>
    public void Refuse(string operation, PortalReply reply) => FailAt(operation, 1, reply);

    /// <summary>The same for a later call, counted from now.</summary>
    public void FailAt(string operation, int call, PortalReply reply) => _faults.Add((operation, Count(operation) + call, reply, false));

    /// <summary>The next call of this operation takes effect, but this is what is heard of it.</summary>
    public void ApplyThen(string operation, PortalReply reply) => _faults.Add((operation, Count(operation) + 1, reply, true));

    public int Count(string operation) => Calls.Count(call => call == operation);

    public Task<PortalReply> LoginAsync(CancellationToken ct) => Run("login", () => LoginAnswer);

    public Task<PortalReply> ListProceduresAsync(string session, CancellationToken ct) => Run("LayDanhSachTTHC", () => Found(ProceduresJson));

    public Task<PortalReply> ProcedureAsync(string session, string procedureCode, CancellationToken ct) =>
        Run("LayThuTuc", () => Procedures.TryGetValue(procedureCode, out var json) ? Found($"[{json}]") : new PortalReply.Http(500));

    public Task<PortalReply> ListAgenciesAsync(string session, CancellationToken ct) =>
        Run("LayDanhMucCoQuan", () => Found("""[{"MADONVI":"000.00.00.G15","TENDONVI":"Bộ Tư pháp"}]"""));

    public Task<PortalReply> ListFieldsAsync(string session, CancellationToken ct) => Run("LayDanhMucLinhVuc", () => Found("[]"));

    public Task<PortalReply> LookUpAsync(string session, string dossierCode, CancellationToken ct) => Run("TraCuuHoSo", () => Found(LookUpJson ?? Look(dossierCode)));

    /// <summary>What every look-up shows; null: what was synchronised.</summary>
    public string? LookUpJson { get; set; }


    public Task<PortalReply> TechIdAsync(string session, string personalId, CancellationToken ct) => Run("TraCuuTechID", () => Found("[]"));

    public Task<PortalReply> SyncDossiersAsync(string session, bool isUpdating, IReadOnlyList<PortalDossierItem> items, CancellationToken ct) => Run("DongBoHoSoMC", () =>
    {
        var item = items.Single();
        var exists = Dossiers.TryGetValue(item.MaHoSo, out var held);
        if (exists && !isUpdating)
        {
            return ExistsAnswer;
        }

        if (!exists && isUpdating)
        {
            return new PortalReply.Business("-1", "Hồ sơ không tồn tại", PortalRefusal.UnknownDossier);
        }

        if (held is not null && !_moves.Reaches((Hub.Core.Dossiers.DossierStatus)int.Parse(held.TrangThaiHoSo), (Hub.Core.Dossiers.DossierStatus)int.Parse(item.TrangThaiHoSo)))
        {
            BackwardMoves++;
        }

        Writes.Add((isUpdating, item));
        Dossiers[item.MaHoSo] = item;
        Statuses.Add(item.TrangThaiHoSo);
        return new PortalReply.Ok("0", "Thành công");
    });

    public Task<PortalReply> AppendProgressAsync(string session, IReadOnlyList<PortalProgressItem> lines, CancellationToken ct) => Run("CapNhatTienDoHoSoMC", () =>
    {
        if (lines.Count > 10)
        {
            return new PortalReply.Business("-1", "quá 10 dòng", PortalRefusal.Refused);
        }

        if (!Dossiers.ContainsKey(lines[0].MaHoSo))
        {
            return new PortalReply.Business("-1", "Hồ sơ không tồn tại", PortalRefusal.UnknownDossier);
        }

        LinesOf(lines[0].MaHoSo).AddRange(lines);
        return new PortalReply.Ok("0", "Thành công");
    });

    public List<PortalFilingStatus> Filings { get; } = [];

    public Task<PortalReply> TellFilingStatusAsync(string session, PortalFilingStatus item, CancellationToken ct) => Run("DongBoTrangThaiHoSo", () =>
    {
        Filings.Add(item);
        return new PortalReply.Ok("0", "Thành công");
    });

    public Task<PortalReply> PushIntegrationAsync(string session, JsonElement item, CancellationToken ct) => Run("push", () =>
    {
        Pushed.Add(item);
        return PushAnswer;
    });

    public List<PortalProgressItem> LinesOf(string code) => Lines.TryGetValue(code, out var lines) ? lines : Lines[code] = [];

    private static PortalReply.Ok Found(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new PortalReply.Ok("0", "Thành công", null, document.RootElement.Clone());
    }

    private string Look(string code)
    {
        if (!Dossiers.TryGetValue(code, out var item))
        {
            return "[]";
        }

        var node = JsonSerializer.SerializeToNode(item)!.AsObject();
        foreach (var name in node.Where(member => !ListsArrays && member.Value is System.Text.Json.Nodes.JsonArray).Select(member => member.Key).ToList())
        {
            node.Remove(name);
        }

        if (ListsProgress)
        {
            node["DanhSachTienDo"] = JsonSerializer.SerializeToNode(LinesOf(code));
        }

        return $"[{node.ToJsonString()}]";
    }

    private Task<PortalReply> Run(string operation, Func<PortalReply> act)
    {
        lock (_faults)
        {
            Calls.Add(operation);
            var number = Count(operation);
            if (_faults.Find(fault => fault.Operation == operation && fault.Call == number) is { Reply: { } reply } fault)
            {
                _faults.Remove(fault);
                if (fault.Applies)
                {
                    act();
                }

                return Task.FromResult(reply);
            }

            return Task.FromResult(act());
        }
    }
}

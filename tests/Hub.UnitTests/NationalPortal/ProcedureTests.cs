using System.Text;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Procedures;
using Hub.NationalPortal.Procedures;
using Hub.NationalPortal.Wire;
using Hub.UnitTests.NationalPortal.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class ProcedureTests
{
    private readonly Scene _scene = new();
    private readonly ProcedureSync _sync;

    public ProcedureTests() => _sync = new ProcedureSync(_scene.Link, _scene.Catalogue, _scene.Catalogue, NullLogger<ProcedureSync>.Instance);

    [Fact]
    public async Task A_first_reading_adds_everything_and_a_second_tells_nothing()
    {
        Serve("1.000656", "1.001193");

        var first = await _sync.RunAsync(CancellationToken.None);
        var second = await _sync.RunAsync(CancellationToken.None);

        Assert.Equal((2, 2, 0, 0), (first.Listed, first.Added, first.Changed, first.Withdrawn));
        Assert.Equal((2, 0, 0, 0), (second.Listed, second.Added, second.Changed, second.Withdrawn));
        Assert.Equal(2, _scene.Catalogue.Accepted.Count);
        var told = _scene.Catalogue.Accepted[0];
        Assert.Equal((EventTypes.ProcedureChanged, EventDirection.Out, "1.000656"), (told.Event.Type, told.Direction, told.Event.Subject));
    }

    [Fact]
    public void A_full_procedure_is_read_whole()
    {
        using var document = JsonDocument.Parse(Samples.Read("procedure.json"));
        var full = ProcedureReader.Full(document.RootElement.GetProperty("result"))!.Value;

        var procedure = ProcedureReader.Read("1.000656", full, new Dictionary<string, string> { ["000.00.00.G15"] = "Bộ Tư pháp" }, null);

        Assert.Equal("Đăng ký khai tử", procedure.Name);
        Assert.Equal(("G15-HT08", "Hộ tịch", "Bộ Tư pháp"), (procedure.FieldCode, procedure.FieldName, procedure.PromulgatingAgency));
        Assert.Equal(["direct", "postal"], procedure.Channels);
        Assert.Equal(["1 WORKING_DAY"], procedure.ProcessingTimes);
        Assert.Equal([8000L], procedure.Fees);
    }

    [Fact]
    public async Task A_change_is_told_field_by_field()
    {
        Serve("1.000656");
        await _sync.RunAsync(CancellationToken.None);
        _scene.Portal.Procedures["1.000656"] = Full("1.000656", "Thủ tục mới");

        var report = await _sync.RunAsync(CancellationToken.None);

        Assert.Equal(1, report.Changed);
        var change = _scene.Catalogue.Accepted[^1];
        Assert.Contains("\"fields\":[{\"field\":\"name\",\"before\":\"Thủ tục 1.000656\",\"after\":\"Thủ tục mới\"}]", Encoding.UTF8.GetString(change.Event.Data.Span), StringComparison.Ordinal);
        Assert.Equal("Thủ tục mới", _scene.Catalogue.Procedures["1.000656"].Name);
    }

    [Fact]
    public async Task A_procedure_that_is_listed_no_more_or_no_longer_public_is_withdrawn()
    {
        Serve([.. Enumerable.Range(1, 20).Select(i => $"1.{i:000000}")]);
        await _sync.RunAsync(CancellationToken.None);
        Serve([.. Enumerable.Range(2, 19).Select(i => $"1.{i:000000}")]);
        _scene.Portal.Procedures["1.000002"] = Full("1.000002", "x").Replace("\"TRANGTHAI\":\"1\"", "\"TRANGTHAI\":\"0\"", StringComparison.Ordinal);

        var report = await _sync.RunAsync(CancellationToken.None);

        Assert.Equal(2, report.Withdrawn);
        Assert.Null(report.Problem);
    }

    [Fact]
    public async Task One_that_cannot_be_read_is_neither_changed_nor_withdrawn()
    {
        Serve("1.000656", "1.001193");
        await _sync.RunAsync(CancellationToken.None);
        _scene.Portal.Procedures.Remove("1.000656");

        var report = await _sync.RunAsync(CancellationToken.None);

        Assert.Equal(["1.000656"], report.Failed);
        Assert.Equal((0, 0), (report.Changed, report.Withdrawn));
    }

    [Fact]
    public async Task A_list_that_shrank_too_much_withdraws_nothing()
    {
        Serve("1.000001", "1.000002", "1.000003", "1.000004");
        await _sync.RunAsync(CancellationToken.None);
        Serve("1.000001", "1.000009");

        var report = await _sync.RunAsync(CancellationToken.None);

        Assert.Equal((1, 0), (report.Added, report.Withdrawn));
        Assert.Contains("1 of 4", report.Problem!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task An_empty_or_missing_list_concludes_nothing(string list)
    {
        Serve("1.000656");
        await _sync.RunAsync(CancellationToken.None);
        _scene.Portal.ProceduresJson = list;

        var report = await _sync.RunAsync(CancellationToken.None);

        Assert.NotNull(report.Problem);
        Assert.Single(_scene.Catalogue.Procedures);
    }

    [Fact]
    public async Task What_the_portal_leaves_out_stays_as_the_catalogue_has_it()
    {
        var known = new Procedure { Code = "1.000656", Name = "Thủ tục 1.000656", PromulgatingAgency = "Bộ Tư pháp", UpdatedOn = new DateOnly(2026, 1, 2), Channels = ["direct"], Fees = [8000], ProcessingTimes = ["1 WORKING_DAY"] };
        _scene.Catalogue.Procedures[known.Code] = known;
        Serve("1.000656");

        Assert.Equal(0, (await _sync.RunAsync(CancellationToken.None)).Changed);
    }

    [Fact]
    public void The_next_reading_is_at_two_in_the_morning_local_time()
    {
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 2, 0, 0, TimeSpan.FromHours(7)), _sync.NextRun(new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.FromHours(7))));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.FromHours(7)), _sync.NextRun(new DateTimeOffset(2026, 11, 20, 18, 59, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_proposal_goes_out_by_the_configured_operation_and_is_then_in_testing()
    {
        var handled = await _scene.Connector.HandleAsync(Proposal(), CancellationToken.None);

        handled.Done();
        Assert.Equal(
            """{"MaTTHC":"1.000656","TenTTHC":"Đăng ký khai tử","HanhDong":"DeXuat","MucDo":"full","MaCoQuan":"000.00.00.H40","SoQuyetDinh":"123/QĐ-UBND","NgayQuyetDinh":"20261101000000","GhiChu":""}""",
            _scene.Portal.Pushed.Single().GetRawText());
        var told = handled.Events.Single();
        Assert.Equal(("1.000656", "testing"), (told.Integration!.ProcedureCode, told.Integration.State));
        Assert.Equal(EventTypes.ProcedureIntegrationStateChanged, told.Event.Type);
    }

    [Fact]
    public async Task A_proposal_made_twice_is_one_proposal()
    {
        _scene.Portal.PushAnswer = new PortalReply.Business("3", "Thủ tục đã tồn tại", PortalRefusal.Exists);

        Assert.Equal("testing", (await _scene.Connector.HandleAsync(Proposal(), CancellationToken.None)).Events.Single().Integration!.State);
    }

    [Fact]
    public async Task A_refused_proposal_is_an_answer_with_the_portals_words_as_evidence()
    {
        _scene.Catalogue.Integrations["1.000656"] = new Integration("1.000656", "proposed", "{}", _scene.Clock.GetUtcNow());
        _scene.Portal.PushAnswer = new PortalReply.Business("-1", "Thiếu quy trình nội bộ", PortalRefusal.Refused);

        var handled = await _scene.Connector.HandleAsync(Proposal(), CancellationToken.None);

        handled.Done();
        var told = handled.Events.Single();
        Assert.Equal("refused", told.Integration!.State);
        Assert.Contains("Thiếu quy trình nội bộ", told.Integration.Evidence, StringComparison.Ordinal);
        Assert.Contains("\"previousState\":\"proposed\"", Encoding.UTF8.GetString(told.Event.Data.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_that_the_portal_refuses_is_held_for_a_person()
    {
        _scene.Portal.PushAnswer = new PortalReply.Business("-1", "Đang có hồ sơ", PortalRefusal.Refused);
        var e = _scene.Post(EventTypes.ProcedureIntegrationWithdrawn, 0, """{"procedure":{"code":"1.000656"},"reason":"Bãi bỏ"}""");

        Assert.Equal("portal-refused", (await _scene.Deliver(e)).Reject().Code);
    }

    [Fact]
    public async Task A_proposal_that_the_portal_lists_is_integrated()
    {
        _scene.Catalogue.Integrations["1.000656"] = new Integration("1.000656", "testing", "{}", _scene.Clock.GetUtcNow());
        _scene.Catalogue.Integrations["1.001193"] = new Integration("1.001193", "testing", "{}", _scene.Clock.GetUtcNow());
        Serve("1.000656");

        var report = await _sync.RunAsync(CancellationToken.None);

        Assert.Equal(["1.000656"], report.Integrated);
        Assert.Equal("integrated", _scene.Catalogue.Integrations["1.000656"].State);
        Assert.Equal("testing", _scene.Catalogue.Integrations["1.001193"].State);
    }

    private static string Full(string code, string name) => $$"""
        {"MATTHC":"{{code}}","TENTTHC":"{{name}}","TRANGTHAI":"1","MACOQUANCONGBO":"000.00.00.G15",
         "CACHTHUCTHUCHIEN":[{"KENH":"1","THOIGIAN":[{"THOIGIANGIAIQUYET":"1","DONVITINH":"Ngày làm việc","PHILEPHI":[{"SOTIEN":"8000"}]}]}]}
        """;

    private Hub.Core.Envelopes.Delivery Proposal()
    {
        var e = _scene.Post(EventTypes.ProcedureIntegrationProposed, 0, """
            {"procedure":{"code":"1.000656","name":"Đăng ký khai tử"},"serviceLevel":"full","agency":{"code":"000.00.00.H40"},"decisionNumber":"123/QĐ-UBND","decidedAt":"2026-11-01T00:00:00+07:00"}
            """);
        var delivery = _scene.Delivery(e);
        return delivery with { Envelope = delivery.Envelope with { Key = "1.000656" } };
    }

    private void Serve(params string[] codes)
    {
        _scene.Portal.ProceduresJson = $"[{string.Join(',', codes.Select(code => $$"""{"MATTHC":"{{code}}"}"""))}]";
        foreach (var code in codes)
        {
            _scene.Portal.Procedures[code] = Full(code, $"Thủ tục {code}");
        }
    }
}

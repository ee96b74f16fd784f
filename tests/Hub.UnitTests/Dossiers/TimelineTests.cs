using System.Text;
using Hub.Core;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Tasks;
using Hub.NationalPortal;
using Hub.Postal;
using Hub.Postal.Settings;
using Xunit;

namespace Hub.UnitTests.Dossiers;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 2, 15, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, PartnerState> NoStates = [];

    [Fact]
    public void It_says_where_the_dossier_is_who_holds_it_since_when_and_what_comes_next()
    {
        var told = Build(Row("processing"), Language.Vietnamese,
            Event(1, EventTypes.DossierReceived, "{\"procedure\":{\"code\":\"1.000656\",\"name\":\"Đăng ký khai tử\"},\"channel\":\"direct\",\"appointmentAt\":\"2026-11-23T17:00:00+07:00\"}"),
            Event(2, EventTypes.DossierStatusChanged, "{\"status\":\"processing\",\"holder\":{\"name\":\"UBND xã Demo\"}}"));

        Assert.Equal("Đang xử lý", told.StatusText);
        Assert.Equal("Đang xử lý tại UBND xã Demo.", told.Where);
        Assert.Equal("UBND xã Demo.", told.Holder);
        Assert.Equal("Từ 09:15 21/11/2026.", told.Since);
        Assert.Equal("Chờ kết quả xử lý, hẹn trả 17:00 23/11/2026.", told.Next);
        Assert.Equal("Tiếp nhận hồ sơ, Đăng ký khai tử, nộp trực tiếp, hẹn trả 17:00 23/11/2026", told.Lines[0].Text);
        Assert.Equal(("dossier.received", 1L, TimeSpan.FromHours(7)), (told.Lines[0].Kind, told.Lines[0].Seq, told.Lines[0].At.Offset));
    }

    [Fact]
    public void It_says_the_same_in_English()
    {
        var told = Build(Row("payment-required"), Language.English,
            Event(1, EventTypes.DossierStatusChanged, "{\"status\":\"payment-required\",\"payment\":{\"content\":\"Lệ phí\",\"amount\":1250000,\"dueAt\":\"2026-11-25T17:00:00+07:00\"}}"));

        Assert.Equal("It waits for the applicant.", told.Holder);
        Assert.Equal("The applicant pays, 1.250.000 đ, due 17:00 25/11/2026.", told.Next);
        Assert.Equal("Payment required, Lệ phí, amount 1.250.000 đ, due 17:00 25/11/2026", told.Lines[0].Text);
    }

    [Fact]
    public void An_ended_dossier_is_held_by_nobody()
    {
        var told = Build(Row("returned") with { IsClosed = true }, Language.Vietnamese);

        Assert.Equal("Hồ sơ đã kết thúc: Đã trả kết quả.", told.Where);
        Assert.Equal("Không còn bước nào.", told.Next);
    }

    [Fact]
    public void A_local_status_is_shown_as_it_is() => Assert.Equal("Trạng thái riêng “LA”", Build(Row("LA"), Language.Vietnamese).StatusText);

    [Fact]
    public void Data_of_another_form_says_nothing_and_breaks_nothing() => Assert.Equal(
        "Tiếp nhận hồ sơ", Build(Row(null), Language.Vietnamese, Event(1, EventTypes.DossierReceived, "[1]")).Lines[0].Text);

    [Theory]
    [InlineData(PostalEventTypes.PickupRequested, """{"papers":[{},{}],"feeToCollect":8000,"agency":{"name":"Quầy"}}""",
        "Đề nghị bưu điện thu gom hồ sơ, 2 loại giấy tờ, thu hộ 8.000 đ", "The post is asked to fetch papers, 2 kind(s) of paper, to collect 8.000 đ")]
    [InlineData(PostalEventTypes.Booked, """{"direction":"delivery","operator":"vnpost","waybill":"CN202611218VN","price":25000}""",
        "Bưu điện đã nhận đơn, chiều chuyển trả, vnpost, mã vận đơn CN202611218VN, cước 25.000 đ", "The post has the order, delivery, vnpost, waybill CN202611218VN, price 25.000 đ")]
    [InlineData(PostalEventTypes.Redirected, """{"direction":"delivery","operator":"vnpost","waybill":"CN202611218VN","requestId":"r-1"}""",
        "Bưu gửi đã đổi người hoặc địa chỉ, chiều chuyển trả, vnpost, mã vận đơn CN202611218VN", "The consignment goes elsewhere now, delivery, vnpost, waybill CN202611218VN")]
    [InlineData(PostalEventTypes.StatusChanged, """{"direction":"delivery","state":"delivery-failed","reason":{"code":"not-at-home","vi":"Không có người ở địa chỉ","en":"Nobody was at the address"}}""",
        "Phát không thành công, chiều chuyển trả, Không có người ở địa chỉ", "Delivery failed, delivery, Nobody was at the address")]
    [InlineData(PostalEventTypes.Exception, """{"sentences":{"vi":"Không có tin.","en":"No news."},"dueAt":"2026-11-24T10:00:00Z"}""",
        "Không có tin, hạn 17:00 24/11/2026", "No news, due 17:00 24/11/2026")]
    public void The_post_is_told_in_both_languages_and_never_takes_the_place_of_who_decides(string type, string data, string vietnamese, string english)
    {
        var received = Event(1, EventTypes.DossierReceived, """{"agency":{"name":"UBND xã Demo"}}""");

        var told = Build(Row("processing"), Language.Vietnamese, received, Event(2, type, data));

        Assert.Equal(vietnamese, told.Lines[1].Text);
        Assert.Equal(english, Build(Row("processing"), Language.English, received, Event(2, type, data)).Lines[1].Text);
        Assert.Equal("UBND xã Demo.", told.Holder);
    }

    [Fact]
    public void A_lane_tells_what_waits_behind_a_dead_letter_and_what_was_found()
    {
        var states = new Dictionary<string, PartnerState>
        {
            ["national-portal"] = new("{\"kpi\":[\"no-channel\",7]}"),
            ["other"] = new("not json"),
        };

        var told = TimelineBuilder.Build(
            Row("processing"), [], [Envelope(1, EnvelopeState.Done), Envelope(2, EnvelopeState.Dead), Envelope(3, EnvelopeState.Waiting)], states, [], Words, Language.Vietnamese);

        var lane = told.Lanes[0];
        Assert.Equal(("national-portal", 1, 1, 1), (lane.Lane, lane.Waiting, lane.Held, lane.Dead));
        Assert.Equal("1 lần gửi không thành công, chờ người xử lý; 1 lần gửi đang bị giữ phía sau; gửi thành công gần nhất lúc 09:15 21/11/2026.", lane.Text);
        Assert.Equal([new TimelineFinding("no-channel", "Thiếu kênh nộp")], lane.Findings);
        Assert.Empty(told.Lanes[1].Findings);
    }

    [Fact]
    public void A_parcel_under_way_says_where_the_papers_are_and_what_comes_next()
    {
        var told = Build(Row("returned") with { IsClosed = true }, Language.English,
            Event(1, PostalEventTypes.Booked, """{"number":"H40.1","direction":"delivery","operator":"vnpost","waybill":"CN1VN"}"""),
            Event(2, PostalEventTypes.StatusChanged, """{"number":"H40.1","direction":"delivery","operator":"vnpost","waybill":"CN1VN","state":"in-transit"}"""));
        var ended = Build(Row("returned") with { IsClosed = true }, Language.English,
            Event(1, PostalEventTypes.StatusChanged, """{"number":"H40.1","direction":"delivery","operator":"vnpost","state":"delivered"}"""));

        Assert.EndsWith(" Consignment CN1VN: In transit, vnpost.", told.Where, StringComparison.Ordinal);
        Assert.Equal("The post: vnpost.", told.Holder);
        Assert.Equal("The post delivers the result to the citizen.", told.Next);
        Assert.Equal(("Nobody holds the dossier any more.", "Nothing more comes."), (ended.Holder, ended.Next));
    }

    [Fact]
    public void Open_tasks_and_dead_letters_come_before_the_next_step()
    {
        var task = new WorkTask(Guid.Empty, "parcel-silent", "H40.1", "H40-1", "operator", null, At, At.AddDays(1), "Hỏi bưu điện.", "Ask the post.");

        var told = TimelineBuilder.Build(Row("processing"), [], [Envelope(1, EnvelopeState.Dead)], NoStates, [task], Words, Language.English);

        Assert.Equal("Ask the post, due 09:15 22/11/2026. A person decides about 1 dead letter(s). The agency decides.", told.Next);
        Assert.Equal(("parcel-silent", "Ask the post."), (told.Tasks[0].Kind, told.Tasks[0].Text));
    }

    [Fact]
    public void Acts_stand_in_the_order_in_which_they_followed_each_other()
    {
        var booked = Event(2, PostalEventTypes.Booked, """{"number":"H40.1","direction":"pickup","operator":"vnpost"}""");
        var picked = Event(3, PostalEventTypes.StatusChanged, """{"number":"H40.1","direction":"pickup","operator":"vnpost","state":"picked-up"}""");
        var told = Build(Row("received"), Language.English,
            picked with { Event = picked.Event with { Time = At.AddSeconds(-1) } },
            booked,
            Event(4, EventTypes.DossierStatusChanged, """{"status":"processing"}"""),
            Event(5, EventTypes.DossierReceived, "{}"),
            Event(1, PostalEventTypes.PickupRequested, "{}") with { Event = booked.Event with { Type = PostalEventTypes.PickupRequested, Time = At.AddHours(5), Data = "{}"u8.ToArray() } });

        Assert.Equal([5L, 1, 2, 3, 4], told.Lines.Select(line => line.Seq));
    }

    [Theory]
    [InlineData(EnvelopeState.Skipped, " (lane national-portal: set aside, not sent)")]
    [InlineData(EnvelopeState.Discarded, " (lane national-portal: given up, not sent)")]
    [InlineData(EnvelopeState.Done, "")]
    public void What_a_person_took_off_its_way_says_so(EnvelopeState state, string words)
    {
        var envelope = Envelope(9, state);

        var told = TimelineBuilder.Build(
            Row("processing"), [Event(4, EventTypes.DossierStatusChanged, """{"status":"processing"}""")],
            [envelope with { Envelope = envelope.Envelope with { EventSeq = 4 } }], NoStates, [], Words, Language.English);

        Assert.Equal(DossierStatus.Processing.Text().En + words, told.Lines[0].Text);
    }

    private static readonly TimelineVocabulary Words = new(
        Resolve,
        PostalDescriptor.Party.Timeline.Concat(NationalPortalDescriptor.Party.Timeline).ToDictionary(StringComparer.Ordinal),
        new Dictionary<string, Bilingual> { ["no-channel"] = new("Thiếu kênh nộp", "No channel") })
    {
        Standings = [PostalDescriptor.Party.Standing!],
    };

    private static DossierStatus? Resolve(string name) =>
        name == "da-tiep-nhan" ? DossierStatus.Received : DossierStatuses.TryParse(name, out var status) ? status : null;

    [Fact]
    public void A_mapped_local_status_is_told_in_the_official_words()
    {
        var told = Build(Row("da-tiep-nhan"), Language.Vietnamese);

        Assert.Equal(("received", "Được tiếp nhận"), (told.Status, told.StatusText));
    }

    private static Timeline Build(DossierRow row, Language language, params StoredEvent[] events) => TimelineBuilder.Build(row, events, [], NoStates, [], Words, language);

    private static DossierRow Row(string? status) => new("H40-1", "1.000656", At, At, status, At, false);

    private static StoredEvent Event(long seq, string type, string data) => new(
        seq, new CloudEvent { Id = $"e-{seq}", Source = "/centre", Type = type, Subject = "H40-1", Time = At, Data = Encoding.UTF8.GetBytes(data) },
        EventDirection.In, At, "key", new byte[32]);

    private static EnvelopeRecord Envelope(long seq, EnvelopeState state) => new()
    {
        Envelope = new Envelope
        {
            Seq = seq,
            Id = new EnvelopeId(new Guid((int)seq, 0, 0, new byte[8])),
            Lane = "national-portal",
            Key = "H40-1",
            Type = EventTypes.DossierStatusChanged,
            Body = "{}"u8.ToArray(),
            CreatedAt = At,
        },
        State = state,
        Attempts = 1,
        IsDoubtful = false,
        SettledAt = state is EnvelopeState.Done ? At : null,
    };
}

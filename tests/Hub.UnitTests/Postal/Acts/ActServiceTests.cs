using System.Text.Json;
using Hub.Core.Trust;
using Hub.Postal;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Tests;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal.Acts;

public sealed class ActServiceTests
{
    private readonly ActScene _scene = new();

    [Fact]
    public async Task An_act_is_kept_with_its_time_the_time_of_its_upload_and_its_author()
    {
        _scene.Put();
        var audit = new AuditEntry(_scene.Now, "key-an", PostalDescriptor.Role, "postal.claim", PostScene.Pickup, "allowed");
        var told = _scene.Act(ActKind.Claim, ago: TimeSpan.FromHours(20));

        Assert.IsType<ActResult<ActAnswer>.Done>(await _scene.DoAsync(ActScene.An, told, audit: audit));

        var record = Assert.Single(_scene.Post.Consignments.Records);
        Assert.Equal((told.At, _scene.Now, PostalRecordKind.Act, "claim", "vnpost/acts", "a-1"), (record.At, record.ReceivedAt, record.Kind, record.Code, record.Source, record.Key));
        Assert.Equal("key-an", JsonDocument.Parse(record.Raw).RootElement.GetProperty("by").GetString());
        Assert.Equal((PickupAssigned, "key-an", told.At, "100000"), (_scene.Get().State, _scene.Get().ClaimedBy, _scene.Get().ClaimedAt!.Value, _scene.Get().Office));
        Assert.Equal([audit], _scene.Post.Consignments.Audits);
    }

    [Fact]
    public async Task The_same_act_again_is_answered_the_same_whoever_has_the_job_now()
    {
        _scene.Put();
        var told = _scene.Act(ActKind.HandedOver) with { Office = "200000" };
        var first = await _scene.DoneAsync(ActScene.An, told);
        _scene.Post.Clock.Advance(TimeSpan.FromDays(100));

        var again = (ActResult<ActAnswer>.Done)await _scene.DoAsync(ActScene.An, told);

        Assert.True(again.IsRepeat);
        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(again.Answer));
        Assert.Equal((1, "200000"), (_scene.Post.Consignments.Commits, _scene.Get().Office));
        Assert.IsType<ActResult<ActAnswer>.NotFound>(await _scene.DoAsync(ActScene.An, told with { ActId = "a-2", At = _scene.Now }));
    }

    [Fact]
    public async Task The_id_of_an_act_serves_no_other_act_and_no_other_consignment()
    {
        _scene.Put();
        _scene.Put(PostalDirection.Delivery);
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim));

        Assert.IsType<ActResult<ActAnswer>.Differs>(await _scene.DoAsync(ActScene.An, _scene.Act(ActKind.Claim) with { Note = "khác" }));
        Assert.IsType<ActResult<ActAnswer>.Differs>(await _scene.DoAsync(ActScene.An, _scene.Act(ActKind.Claim), ActScene.Delivery));
        Assert.Null(_scene.Get(ActScene.Delivery).ClaimedBy);
    }

    [Fact]
    public async Task A_device_with_a_renewed_key_finds_its_acts_again()
    {
        _scene.Put();
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim));

        Assert.True(((ActResult<ActAnswer>.Done)await _scene.DoAsync(ActScene.An with { Id = "key-new" }, _scene.Act(ActKind.Claim))).IsRepeat);
    }

    [Fact]
    public async Task An_act_may_be_ten_minutes_ahead_and_no_more()
    {
        _scene.Put();

        Assert.IsType<ActResult<ActAnswer>.Ahead>(await _scene.DoAsync(ActScene.An, _scene.Act(ActKind.Claim, ago: -ActChecks.MaxAhead - TimeSpan.FromTicks(1))));
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim, ago: -ActChecks.MaxAhead));

        Assert.Equal((_scene.Now, _scene.Now), (_scene.Get().ClaimedAt, _scene.Get().StateAt));
    }

    [Fact]
    public async Task What_lies_more_than_ninety_days_back_comes_from_a_wrong_clock()
    {
        _scene.Put();

        Assert.Equal(["/at"], ActScene.Pointers(await _scene.DoAsync(ActScene.An, _scene.Act(ActKind.Claim, ago: ActChecks.MaxAge + TimeSpan.FromTicks(1)))));
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim, ago: ActChecks.MaxAge));
    }

    [Fact]
    public async Task Consignments_of_other_operators_or_offices_are_not_found()
    {
        _scene.Put(change: c => c with { Office = "100000" });
        foreach (var stranger in (PostalStaff[])[ActScene.Swift, ActScene.Far])
        {
            Assert.IsType<ActResult<ActAnswer>.NotFound>(await _scene.DoAsync(stranger, _scene.Act(ActKind.Claim)));
        }

        await _scene.DoneAsync(ActScene.Dispatcher, _scene.Act(ActKind.Claim));
        _scene.Put(change: c => c with { State = Requested });
        Assert.IsType<ActResult<ActAnswer>.NotFound>(await _scene.DoAsync(ActScene.An, _scene.Act(ActKind.Claim, "a-2")));
    }

    [Fact]
    public async Task An_id_that_a_stranger_used_before_tells_him_of_nothing()
    {
        _scene.Put();
        _scene.Put(sequence: 2, change: c => c with { Operator = "swift" });
        await _scene.DoneAsync(ActScene.Swift, _scene.Act(ActKind.Claim), PostScene.Dossier + "-P2");

        Assert.IsType<ActResult<ActAnswer>.NotFound>(await _scene.DoAsync(ActScene.Swift, _scene.Act(ActKind.Claim)));
    }

    [Fact]
    public async Task Claiming_a_failed_pickup_assigns_it_again()
    {
        _scene.Put(change: c => c with { State = PickupFailed });
        _scene.Put(PostalDirection.Delivery);

        Assert.Equal("pickup-assigned", (await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim))).State);
        Assert.Equal("booked", (await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim, "a-2"), ActScene.Delivery)).State);
        Assert.Equal("key-an", _scene.Get(ActScene.Delivery).ClaimedBy);
    }

    [Fact]
    public async Task A_paper_of_no_list_is_a_fault_of_the_caller()
    {
        _scene.Put();

        Assert.Equal(["/papers"], ActScene.Pointers(await _scene.DoAsync(ActScene.An, _scene.Collected(papers: [("p-1", 1), ("p-9", 1)]))));
        Assert.Equal(Booked, _scene.Get().State);
    }

    [Fact]
    public async Task A_job_that_is_taken_is_taken_and_one_that_is_over_is_no_job()
    {
        _scene.Put();
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim));

        Assert.IsType<ActResult<ActAnswer>.Taken>(await _scene.DoAsync(ActScene.Binh, _scene.Act(ActKind.Claim, "b-1")));
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim, "a-2"));

        _scene.Put(change: c => c with { State = Cancelled });
        Assert.IsType<ActResult<ActAnswer>.WrongState>(await _scene.DoAsync(ActScene.Binh, _scene.Act(ActKind.Claim, "b-2")));
    }

    [Fact]
    public async Task Of_two_who_claim_at_once_the_second_reads_again_and_is_told()
    {
        _scene.Put();
        _scene.Post.Consignments.Meanwhile = () => _scene.Post.Consignments.Put(_scene.Get() with { ClaimedBy = "key-binh", Version = 7 });

        Assert.IsType<ActResult<ActAnswer>.Taken>(await _scene.DoAsync(ActScene.An, _scene.Act(ActKind.Claim)));
        Assert.Equal(0, _scene.Post.Consignments.Commits);
    }

    [Fact]
    public async Task An_act_decided_on_what_moved_meanwhile_is_refused_as_stale()
    {
        var shown = _scene.Put();
        var act = _scene.Act(ActKind.Claim);
        Task<bool> StandsAsync(Consignment present) => Task.FromResult(present.Version == shown.Version && present.ClaimedBy == shown.ClaimedBy);
        _scene.Post.Consignments.Meanwhile = () => _scene.Post.Consignments.Put(_scene.Get() with { Note = "gọi trước khi đến", Version = shown.Version + 1 });

        Assert.IsType<ActResult<ActAnswer>.Stale>(await _scene.Desk.DoAsync(ActScene.An, PostScene.Pickup, act, StandsAsync, null, CancellationToken.None));
        Assert.Equal((0, (string?)null), (_scene.Post.Consignments.Commits, _scene.Get().ClaimedBy));

        Assert.IsType<ActResult<ActAnswer>.Done>(await _scene.Desk.DoAsync(ActScene.An, PostScene.Pickup, act, null, null, CancellationToken.None));
    }

    [Fact]
    public async Task Who_is_never_let_in_by_others_is_told_that_nothing_was_done()
    {
        _scene.Put();
        _scene.Post.Consignments.Refuse = 8;

        Assert.IsType<ActResult<ActAnswer>.Busy>(await _scene.DoAsync(ActScene.An, _scene.Act(ActKind.Claim)));
        Assert.Equal((0, 0), (_scene.Post.Consignments.Refuse, _scene.Post.Consignments.Commits));
    }

    [Fact]
    public async Task A_result_is_not_collected_and_a_pickup_is_not_delivered_by_an_act()
    {
        _scene.Put();
        _scene.Put(PostalDirection.Delivery);

        Assert.IsType<ActResult<ActAnswer>.WrongState>(await _scene.DoAsync(ActScene.An, _scene.Collected(), ActScene.Delivery));
        Assert.IsType<ActResult<ActAnswer>.WrongState>(await _scene.DoAsync(ActScene.An, _scene.Delivered()));
    }

    [Fact]
    public async Task A_job_that_is_passed_on_is_free_at_the_other_office()
    {
        _scene.Put(change: c => c with { ClaimedBy = "key-an", ClaimedAt = _scene.Now.AddHours(-3), Office = "100000", State = PickedUp });

        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.HandedOver) with { Office = "200000" });

        Assert.Equal((InTransit, null, null, "200000"), (_scene.Get().State, _scene.Get().ClaimedBy, _scene.Get().ClaimedAt, _scene.Get().Office));
    }

    [Fact]
    public async Task A_late_hand_over_does_not_take_the_job_from_its_new_holder()
    {
        _scene.Put(change: c => c with { ClaimedBy = "key-binh", ClaimedAt = _scene.Now.AddHours(-1), Office = "100000", State = PickedUp });

        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.HandedOver, ago: TimeSpan.FromHours(3)) with { Office = "200000" });

        Assert.Equal(("key-binh", "100000"), (_scene.Get().ClaimedBy, _scene.Get().Office));
    }

    [Fact]
    public async Task A_passing_on_from_before_the_present_state_frees_nothing()
    {
        _scene.Put(change: c => c with { ClaimedBy = "key-binh", ClaimedAt = _scene.Now.AddHours(-9), Office = "100000", State = InTransit, StateAt = _scene.Now.AddHours(-1) });

        var answer = await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.HandedOver, ago: TimeSpan.FromHours(3)) with { Office = "200000" });

        Assert.Equal(("repeated", "key-binh", "100000"), (answer.Verdict, _scene.Get().ClaimedBy, _scene.Get().Office));
    }

    [Fact]
    public async Task An_act_from_before_the_present_state_is_recorded_and_moves_nothing()
    {
        _scene.Put(change: c => c with { State = PickupFailed, StateAt = _scene.Now.AddHours(-1) });

        var answer = await _scene.DoneAsync(ActScene.An, _scene.Collected(ago: TimeSpan.FromHours(2)));

        Assert.Equal(("late", "pickup-failed", "told-late"), (answer.Verdict, answer.State, answer.Findings[^1].Code));
        Assert.Equal(2, _scene.Post.Consignments.Custody.Count);
    }

    [Fact]
    public async Task An_impossible_act_changes_nothing_and_becomes_a_task_of_the_centre()
    {
        _scene.Put(change: c => c with { State = Returned, Direction = PostalDirection.Delivery });

        var answer = await _scene.DoneAsync(ActScene.An, _scene.Delivered());

        Assert.Equal(("conflict", "returned", "contradicts"), (answer.Verdict, answer.State, answer.Findings[^1].Code));
        Assert.Null(_scene.Get().Proof);
        Assert.Empty(_scene.Post.Consignments.Custody);
        Assert.Contains("parcel-conflict", _scene.OpenTasks);
    }

    [Fact]
    public async Task The_first_proof_of_delivery_is_kept_with_person_place_and_picture()
    {
        _scene.Put(PostalDirection.Delivery);
        var picture = ActAttachment.Of("signature", Picture.Jpeg);

        await _scene.DoneAsync(ActScene.An, _scene.Delivered(ago: TimeSpan.FromHours(1)) with { Attachment = picture, Position = new ActPosition(21.03, 105.85) }, ActScene.Delivery);
        var second = await _scene.DoneAsync(ActScene.An, _scene.Delivered("d-2", person: ActScene.Person("Trần Thị Khác", "family")), ActScene.Delivery);

        var proof = _scene.Get(ActScene.Delivery).Proof!;
        Assert.Equal(
            ("Nguyễn Văn Demo", true, picture.Sha256, "signature", 21.03, _scene.Now.AddHours(-1)),
            (proof.Name, proof.IsAllowed!.Value, proof.Attachment, proof.AttachmentKind, proof.Latitude!.Value, proof.At));
        Assert.Equal("image/jpeg", Assert.Single(_scene.Post.Consignments.Attachments).MediaType);
        Assert.Contains("proof-recorded-before", second.Findings.Select(finding => finding.Code));
        Assert.Single(_scene.Post.Consignments.Events, e => e.Event.Type == PostalEventTypes.ProofRecorded);
    }

    [Fact]
    public async Task A_result_in_wrong_hands_is_taken_down_and_put_before_the_centre()
    {
        _scene.Put(PostalDirection.Delivery);

        var answer = await _scene.DoneAsync(ActScene.An, _scene.Delivered(person: ActScene.Person("Lê Văn Lạ", isChecked: false)), ActScene.Delivery);

        Assert.Equal(["identity-not-checked", "receiver-not-entitled"], answer.Findings.Select(finding => finding.Code));
        Assert.Equal([ActTaskKinds.ReceiverNotEntitled], _scene.OpenTasks);
        Assert.Equal((Delivered, false), (_scene.Get(ActScene.Delivery).State, _scene.Get(ActScene.Delivery).Proof!.IsAllowed));
    }

    [Fact]
    public async Task A_number_that_was_not_noted_is_told_as_just_that()
    {
        _scene.Put(PostalDirection.Delivery, c => c with { MayReceive = [new MayReceive("Trần Thị Vợ", "family", "001099123456")] });

        var answer = await _scene.DoneAsync(ActScene.An, _scene.Delivered(person: ActScene.Person("Trần Thị Vợ", "family", number: null)), ActScene.Delivery);

        Assert.Equal(["identity-number-missing"], answer.Findings.Select(finding => finding.Code));
        Assert.Equal((ActTaskKinds.ReceiverNotEntitled, false), (Assert.Single(_scene.OpenTasks), _scene.Get(ActScene.Delivery).Proof!.IsAllowed));
        Assert.Contains("không ghi số", _scene.Post.Tasks.Open.Single().Vietnamese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sums_are_written_as_people_read_them()
    {
        _scene.Put(change: c => c with { FeeToCollect = 1_030_001 });

        await _scene.DoneAsync(ActScene.An, _scene.Collected() with { Cash = new ActCash(30_000, null) });

        var task = _scene.Post.Tasks.Open.Single();
        Assert.Contains("phải thu 1.030.001 đ, bưu tá báo thu 30.000 đ", task.Vietnamese, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30_001, 30_001, null)]
    [InlineData(30_001, 30_000, "cash-differs")]
    [InlineData(30_001, 0, "cash-differs")]
    [InlineData(0, 1, "cash-differs")]
    [InlineData(0, 0, null)]
    public async Task Cash_is_compared_to_the_dong(long fee, long cash, string? finding)
    {
        _scene.Put(change: c => c with { FeeToCollect = fee });

        var answer = await _scene.DoneAsync(ActScene.An, _scene.Collected() with { Cash = new ActCash(cash, "BL-1") });

        Assert.Equal(finding is null ? [] : [finding], answer.Findings.Select(one => one.Code));
        Assert.Equal(finding is null ? [] : [ActTaskKinds.CashDiffers], _scene.OpenTasks);
        Assert.Equal(cash == 0 ? null : new PostalCash(cash, _scene.Now, "key-an", "BL-1", null, "100000"), _scene.Get().Cash);
    }

    [Theory]
    [InlineData(30_001, "BL-1", null)]
    [InlineData(30_001, "BL-2", "cash-recorded-before")]
    [InlineData(20_000, "BL-1", "cash-recorded-before")]
    [InlineData(30_001, null, "cash-recorded-before")]
    public async Task Cash_that_is_told_again_is_the_same_only_by_sum_and_receipt(long cash, string? receipt, string? finding)
    {
        _scene.Put(change: c => c with { FeeToCollect = 30_001 });
        await _scene.DoneAsync(ActScene.An, _scene.Collected() with { Cash = new ActCash(30_001, "BL-1") });

        var again = await _scene.DoneAsync(ActScene.An, _scene.Collected("c-2") with { Cash = new ActCash(cash, receipt) });

        Assert.Equal(finding is null ? [] : [finding], again.Findings.Select(one => one.Code).Except(["proof-recorded-before"]));
        Assert.Equal(finding is null ? 0 : 1, _scene.OpenTasks.Count());
        Assert.Equal((30_001, "BL-1"), (_scene.Get().Cash!.Amount, _scene.Get().Cash!.Receipt));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(0, true)]
    public async Task Papers_are_compared_by_their_counts(int copies, bool differs)
    {
        _scene.Put();

        var answer = await _scene.DoneAsync(ActScene.An, _scene.Collected(papers: [("p-1", 1), ("p-2", copies)]));

        Assert.Equal(differs ? [ActTaskKinds.PapersDiffer] : [], _scene.OpenTasks);
        Assert.Equal(differs, answer.Findings.Any(finding => finding.Code is "papers-differ"));
        Assert.Equal(copies > 0 ? 2 : 1, _scene.Post.Consignments.Custody.Count);
    }

    [Theory]
    [InlineData(ActStage.Pickup, PickupAssigned, PickupFailed)]
    [InlineData(null, PickupAssigned, PickupFailed)]
    [InlineData(null, Booked, PickupFailed)]
    [InlineData(null, OutForDelivery, DeliveryFailed)]
    [InlineData(ActStage.Delivery, PickedUp, DeliveryFailed)]
    public async Task A_failure_is_of_the_stage_that_is_told_or_that_it_is_at(ActStage? stage, ConsignmentState before, ConsignmentState after)
    {
        _scene.Put(change: c => c with { State = before });

        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Failed) with { Reason = "not-at-home", Stage = stage });

        Assert.Equal((after, "not-at-home"), (_scene.Get().State, _scene.Get().Reason));
    }

    [Fact]
    public async Task A_parcel_that_is_told_lost_is_the_operators_to_answer_for_by_a_day()
    {
        _scene.Put(PostalDirection.Delivery, c => c with { State = OutForDelivery });

        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Failed) with { Reason = "lost" }, ActScene.Delivery);

        var task = Assert.Single(_scene.Post.Tasks.Open);
        Assert.Equal(("parcel-lost", PostalDescriptor.Role, "vnpost", Lost), (task.Kind, task.Owner, task.Operator, _scene.Get(ActScene.Delivery).State));
        Assert.Equal((_scene.Get(ActScene.Delivery).WatchAt, WorkingDay(5)), (task.DueAt, DateOnly.FromDateTime(task.DueAt.AddHours(7).UtcDateTime)));
    }

    // From Monday, 2 March 2026, without a holiday: five working days are a week.
    private DateOnly WorkingDay(int days) => DateOnly.FromDateTime(_scene.Now.UtcDateTime).AddDays(days + 2);
}

namespace Hub.Sandbox.Postal;

/// <summary>The dialects' status codes with their wording. Of A and B only code 4 is known from a source; D's are those of its public pages.</summary>
internal static class PostCodes
{
    private static readonly Dictionary<PostStep, PostStepCodes> Steps = new()
    {
        [PostStep.Draft] = new("draft", 0, 0, "Lưu nháp"),
        [PostStep.Booked] = new("booked", 0, 1, "Đã đăng ký"),
        [PostStep.PickupAssigned] = new("pickup_assigned", 9, 2, "Đã phân công thu gom"),
        [PostStep.PickupFailed] = new("pickup_failed", 10, 5, "Thu gom không thành công"),
        [PostStep.PickupAbandoned] = new("pickup_abandoned", 11, 8, "Thu gom thất bại"),
        [PostStep.PickedUp] = new("picked_up", 1, 6, "Đã nhận gửi"),
        [PostStep.InTransit] = new("in_transit", 2, 10, "Đang vận chuyển"),
        [PostStep.OutForDelivery] = new("out_for_delivery", 3, 12, "Đang phát"),
        [PostStep.Delivered] = new("delivered", 4, 14, "Phát thành công"),
        [PostStep.DeliveryFailed] = new("delivery_failed", 5, 15, "Phát không thành công"),
        [PostStep.Returning] = new("returning", 6, 24, "Đang chuyển hoàn"),
        [PostStep.Returned] = new("returned", 7, 19, "Đã chuyển hoàn"),
        [PostStep.Cancelled] = new("cancelled", 8, 9, "Đã hủy"),
        [PostStep.CodPaid] = new("cod_paid", 4, 21, "Đã trả tiền COD"),
        [PostStep.Unknown] = new("unknown", 77, 97, "Trạng thái khác"),
    };

    public static string Name(this PostStep step) => Steps[step].Name;

    public static int Code(this PostStep step, PostDialect dialect) => dialect == PostDialect.D ? Steps[step].MyVnpost : Steps[step].Ngsp;

    public static string Wording(this PostStep step) => Steps[step].Wording;

    /// <summary>The step a code stands for; <see cref="PostStep.Unknown"/> for a code outside the table.</summary>
    public static PostStep StepOf(PostDialect dialect, int code) =>
        Steps.Where(pair => pair.Key != PostStep.Draft && pair.Key.Code(dialect) == code).Select(pair => (PostStep?)pair.Key).FirstOrDefault() ?? PostStep.Unknown;

    public static PostStep? Parse(string? name) => Steps.FirstOrDefault(pair => pair.Value.Name == name) is { Value: not null } found ? found.Key : null;
}

/// <summary>A step's own name, its code in A and B, its code in D, and what the operator calls it.</summary>
internal sealed record PostStepCodes(string Name, int Ngsp, int MyVnpost, string Wording);

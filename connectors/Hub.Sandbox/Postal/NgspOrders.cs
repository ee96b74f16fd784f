using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>A and B: order, cancel, look-up and the announcement of a dossier.</summary>
internal sealed class NgspOrders(NgspRules rules, BookingService bookings, AnnouncementStore announcements, PostTwinOptions options, Effects effects)
{
    private static readonly string[] LookUpTexts = ["SenderName", "SenderTel", "SenderAddress", "ReceiverName", "ReceiverTel", "ReceiverAddress"];

    public static BookingSubject SubjectOf(JsonElement order) => new(order.Text("OrderNumber"), [order.Text("SenderTel"), order.Text("ReceiverTel")]);

    /// <summary>A, and B where the customer brings the item code.</summary>
    public PostReply Order(PostRequest request) => Order(request, hasItemCode: request.Dialect == PostDialect.B);

    /// <summary>B's other form, in which the operator chooses the item code and answers it.</summary>
    public PostReply OrderWithoutItemCode(PostRequest request) => Order(request, hasItemCode: false);

    public PostReply Cancel(PostRequest request)
    {
        if (Find(request) is not { } found)
        {
            return Unknown(request);
        }

        return bookings.TryCancel(found.Consignment)
            ? PostRefusals.Ngsp(request.Dialect, PostRefusals.Done, "Hủy đơn hàng thành công")
            : PostRefusals.Ngsp(request.Dialect, PostRefusals.TooLate, "Bưu gửi đã được thu gom, không hủy được");
    }

    public PostReply LookUp(PostRequest request)
    {
        if (!options.NgspLookUp)
        {
            return PostRefusals.Ngsp(request.Dialect, 404, "Không có dịch vụ") with { Status = 404 };
        }

        return Find(request) is not { } found ? Unknown(request) : PostRefusals.Ngsp(request.Dialect, PostRefusals.Done, "Thành công", writer =>
        {
            var order = found.Consignment.Request;
            writer.WriteStartObject("Order");
            writer.WriteString("CustomerCode", found.Consignment.CustomerCode);
            writer.WriteString("OrderNumber", found.Consignment.OrderNumber);
            writer.WriteString("ItemCode", found.Consignment.ItemCode);
            writer.WriteNumber("CODAmount", found.Consignment.CodAmount);
            foreach (var name in LookUpTexts)
            {
                writer.WriteString(name, order.Text(name));
            }

            writer.WriteNumber("SenderProvince", order.Whole("SenderProvince") ?? 0);
            writer.WriteNumber("ReceiverProvince", order.Whole("ReceiverProvince") ?? 0);
            writer.WriteNumber("StatusCode", found.Code);
            writer.WriteString("StatusMessage", found.Step.Wording());
            writer.WriteNumber("CreatedTime", found.Consignment.BookedAt.ToUnixTimeMilliseconds());
            writer.WriteEndObject();
        });
    }

    public PostReply Announce(PostRequest request)
    {
        var (customer, number) = (request.Body.Text("CustomerCode"), request.Body.Text("OrderNumber"));
        if (!options.CustomerCodes.Contains(customer, StringComparer.Ordinal) || number.Length == 0 || request.Body.Object("Procedure").Text("Code").Length == 0)
        {
            return PostRefusals.Ngsp(request.Dialect, PostRefusals.Invalid, "Dữ liệu không hợp lệ: cần CustomerCode, OrderNumber và Procedure.Code");
        }

        announcements.Add(request.Dialect, request.Body);
        effects.Count(PostEffects.Of(request.Dialect, PostEffects.Announced));
        return PostRefusals.Ngsp(request.Dialect, PostRefusals.Done, "Thành công");
    }

    private static PostReply Unknown(PostRequest request) => PostRefusals.Ngsp(request.Dialect, PostRefusals.Unknown, $"Không tìm thấy đơn hàng {request.Text("OrderNumber")}");

    private ConsignmentState? Find(PostRequest request) => bookings.Find(request.Dialect, request.Text("CustomerCode"), request.Text("OrderNumber"));

    private PostReply Order(PostRequest request, bool hasItemCode)
    {
        var (dialect, order) = (request.Dialect, request.Body);
        if (rules.Check(order, hasItemCode) is { } wrong)
        {
            effects.Count(PostEffects.Of(dialect, PostEffects.Refused));
            return PostRefusals.Ngsp(dialect, PostRefusals.Invalid, $"Dữ liệu không hợp lệ: {wrong}");
        }

        var subject = SubjectOf(order);
        var (verdict, state) = bookings.Book(new Booking(
            dialect, order.Text("CustomerCode"), subject, hasItemCode ? order.Text("ItemCode") : null, order.Text("ReceiverName"), order.Whole("CODAmount") ?? 0, order.Clone()));
        return verdict switch
        {
            BookingVerdict.Booked => PostRefusals.Ngsp(dialect, PostRefusals.Done, "Thành công", WriteItemCode(dialect, hasItemCode, state!), isApplied: true),
            BookingVerdict.AlreadyRegistered => PostRefusals.Ngsp(dialect, PostRefusals.Already, $"Đơn hàng {subject.OrderNumber} đã được đăng ký"),
            BookingVerdict.ItemCodeReused => PostRefusals.Ngsp(dialect, PostRefusals.ItemCodeReused, $"Mã bưu gửi {order.Text("ItemCode")} đã được sử dụng"),
            _ => PostRefusals.Ngsp(dialect, PostRefusals.ItemCodeOutside, $"Mã bưu gửi {order.Text("ItemCode")} không thuộc dải số được cấp"),
        };
    }

    private static Action<Utf8JsonWriter>? WriteItemCode(PostDialect dialect, bool hasItemCode, ConsignmentState state) =>
        dialect == PostDialect.B && !hasItemCode ? writer => writer.WriteString("ItemCode", state.Consignment.ItemCode) : null;
}

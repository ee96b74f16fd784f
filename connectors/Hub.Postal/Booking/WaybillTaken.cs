using Hub.Postal.Consignments;

namespace Hub.Postal.Booking;

/// <param name="Waybill">As it is printed on the parcel.</param>
/// <param name="Left">Numbers that are left after it in all ranges.</param>
internal sealed record WaybillTaken(string Waybill, WaybillTake Take, long Left);

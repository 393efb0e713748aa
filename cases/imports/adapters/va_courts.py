"""Virginia's counties and independent cities by FIPS code (51xxx), for its circuit courts."""

COUNTIES = {
    1: "Accomack", 3: "Albemarle", 5: "Alleghany", 7: "Amelia", 9: "Amherst", 11: "Appomattox",
    13: "Arlington", 15: "Augusta", 17: "Bath", 19: "Bedford", 21: "Bland", 23: "Botetourt",
    25: "Brunswick", 27: "Buchanan", 29: "Buckingham", 31: "Campbell", 33: "Caroline",
    35: "Carroll", 36: "Charles City", 37: "Charlotte", 41: "Chesterfield", 43: "Clarke",
    45: "Craig", 47: "Culpeper", 49: "Cumberland", 51: "Dickenson", 53: "Dinwiddie", 57: "Essex",
    59: "Fairfax", 61: "Fauquier", 63: "Floyd", 65: "Fluvanna", 67: "Franklin", 69: "Frederick",
    71: "Giles", 73: "Gloucester", 75: "Goochland", 77: "Grayson", 79: "Greene",
    81: "Greensville", 83: "Halifax", 85: "Hanover", 87: "Henrico", 89: "Henry", 91: "Highland",
    93: "Isle of Wight", 95: "James City", 97: "King and Queen", 99: "King George",
    101: "King William", 103: "Lancaster", 105: "Lee", 107: "Loudoun", 109: "Louisa",
    111: "Lunenburg", 113: "Madison", 115: "Mathews", 117: "Mecklenburg", 119: "Middlesex",
    121: "Montgomery", 125: "Nelson", 127: "New Kent", 131: "Northampton",
    133: "Northumberland", 135: "Nottoway", 137: "Orange", 139: "Page", 141: "Patrick",
    143: "Pittsylvania", 145: "Powhatan", 147: "Prince Edward", 149: "Prince George",
    153: "Prince William", 155: "Pulaski", 157: "Rappahannock", 159: "Richmond", 161: "Roanoke",
    163: "Rockbridge", 165: "Rockingham", 167: "Russell", 169: "Scott", 171: "Shenandoah",
    173: "Smyth", 175: "Southampton", 177: "Spotsylvania", 179: "Stafford", 181: "Surry",
    183: "Sussex", 185: "Tazewell", 187: "Warren", 191: "Washington", 193: "Westmoreland",
    195: "Wise", 197: "Wythe", 199: "York",
}  # fmt: skip

CITIES = {
    510: "Alexandria", 515: "Bedford", 520: "Bristol", 530: "Buena Vista",
    540: "Charlottesville", 550: "Chesapeake", 570: "Colonial Heights", 580: "Covington",
    590: "Danville", 595: "Emporia", 600: "Fairfax", 610: "Falls Church", 620: "Franklin",
    630: "Fredericksburg", 640: "Galax", 650: "Hampton", 660: "Harrisonburg", 670: "Hopewell",
    678: "Lexington", 680: "Lynchburg", 683: "Manassas", 685: "Manassas Park",
    690: "Martinsville", 700: "Newport News", 710: "Norfolk", 720: "Norton", 730: "Petersburg",
    735: "Poquoson", 740: "Portsmouth", 750: "Radford", 760: "Richmond", 770: "Roanoke",
    775: "Salem", 790: "Staunton", 800: "Suffolk", 810: "Virginia Beach", 820: "Waynesboro",
    830: "Williamsburg", 840: "Winchester",
}  # fmt: skip


def court(fips: str) -> dict[str, str]:
    """The circuit court of a county or city; one whose code is not known goes by its number."""
    number = int(fips) if fips.isdecimal() else 0
    if number in COUNTIES:
        name, place = f"Circuit Court of {COUNTIES[number]} County", f"{COUNTIES[number]} County"
    elif number in CITIES:
        place = f"City of {CITIES[number]}"
        name = f"Circuit Court of the {place}"
    else:
        name, place = f"Circuit Court, FIPS {fips}", ""
    return {
        "court_id": f"va-circuit-{fips}",
        "name": name,
        "state": "VA",
        "county": place,
        "kind": "CIRCUIT",
        "timezone": "America/New_York",
        "order_publication": "WITHHELD",
    }
